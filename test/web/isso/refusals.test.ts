import { expect } from "chai";
import { issoDefaults } from "../../../src/domain/isso.ts";
import { type IssoClient, issoClient, relaxed, startIssoNode } from "../../helpers/isso.ts";
import type { WebNode } from "../../helpers/web.ts";

describe("refusals of Isso's API", () => {
  let node: WebNode;
  let isso: IssoClient;
  const german = { accept: "*/*", "accept-language": "de-AT, en;q=0.5" };

  beforeEach(async () => {
    const guard = { ...relaxed.guard, ratelimit: 1, requireAuthor: true };
    node = await startIssoNode({ settings: { isso: { ...issoDefaults, guard } } });
    isso = issoClient(node);
  });
  afterEach(() => node.close());

  const send = (body: object, headers: Record<string, string>, query = "") =>
    isso.call("POST", `/new?uri=/post${query}`, { text: "Hello", ...body }, headers);

  it("are told in a language of the reader's browser, with Isso's status", async () => {
    const answer = await send({ website: "no site" }, german);
    expect(answer.status).to.equal(400);
    expect(answer.headers.get("content-language")).to.equal("de");
    expect(answer.text).to.match(/<html lang="de" dir="ltr">/);
    expect(answer.text).to.contain("<p>Die Website ist keine gültige Webadresse.</p>");
  });

  it("are told in the language that the page asks for, whatever the browser likes", async () => {
    const answer = await send({ text: "x" }, german, "&lang=ar");
    expect(answer.text).to.match(/<html lang="ar" dir="rtl">/);
    expect(answer.text).to.contain("<p>التعليق قصير جدًا (الحد الأدنى للأحرف: 3).</p>");
  });

  it("carry Isso's word for the reason beside the sentence", async () => {
    const unnamed = await send({}, german);
    expect(unnamed.json).to.deep.equal({ reason: "require-author", message: "Hier wird ein Name verlangt." });
    const tooMany = await send({ author: "Anna" }, german);
    expect(tooMany.json.reason).to.equal("ratelimit");
    expect(tooMany.json.message).to.contain("zu viele Kommentare auf einmal (je Minute höchstens 1). In 60 s");
  });

  it("are Isso's own words for programs, and for readers of English", async () => {
    const program = { accept: "application/json", "accept-language": "de" };
    const words = "text is too short (minimum length: 3)";
    expect((await send({ text: "x" }, program)).json).to.deep.equal({ message: `400 Bad Request: ${words}` });
    expect((await send({ text: "x" }, { accept: "*/*", "accept-language": "en" })).text).to.contain(`<p>${words}</p>`);
    const guarded = await send({}, program);
    expect(guarded.json).to.deep.equal({
      reason: "require-author",
      message: "author address required but not provided",
    });
  });

  it("are the node's own language where the reader's is none of ours", async () => {
    await node.close();
    node = await startIssoNode({ settings: { lang: "fr" } });
    isso = issoClient(node);
    const answer = await send({ website: "no site" }, { accept: "*/*", "accept-language": "sv" });
    expect(answer.text).to.contain("Le site web n’est pas une adresse valable.");
  });

  it("say in the same language why a comment cannot be changed, or a vote is not taken", async () => {
    const { id } = await isso.post({ author: "Anna" });
    const stranger = issoClient(node, "198.51.100.9");
    const change = await stranger.call("PUT", `/id/${id}`, { text: "Mine now" }, german);
    expect(change.status).to.equal(403);
    expect(change.text).to.contain("Dieser Kommentar lässt sich hier nicht oder nicht mehr ändern.");
    const missing = await stranger.call("GET", "/id/999", undefined, german);
    expect(missing.status).to.equal(404);
    expect(missing.text).to.contain("Diesen Kommentar gibt es nicht");
    const own = await isso.call("POST", `/id/${id}/like`, undefined, german);
    expect(own.status).to.equal(200);
    expect(own.json.message).to.contain("eigenen Kommentar");
  });
});
