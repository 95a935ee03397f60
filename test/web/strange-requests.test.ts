import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const lines: { details: Record<string, unknown>; level: string }[] = [];
const remember = (level: string) => (details: object) =>
  void lines.push({ level, details: details as Record<string, unknown> });
const log = { debug: remember("debug"), info: remember("info"), warn: remember("warn"), error: remember("error") };

describe("strange requests", () => {
  let node: WebNode;

  beforeEach(async () => {
    lines.length = 0;
    node = await startWebNode({ bend: (world) => ({ ...world, log }) });
  });
  afterEach(() => node.close());

  for (const number of ["abc", "0", "-1", "0x10", "1e3", "NaN", "999999999999999999999"]) {
    it(`404 for the comment “${number}”, by any method`, async () => {
      for (const what of ["edit", "delete"]) {
        expect((await node.get(`/comments/${number}/${what}`)).status).to.equal(404);
        expect((await node.post(`/comments/${number}/${what}`, { text: "x" })).status).to.equal(404);
      }
    });
  }

  const form = "application/x-www-form-urlencoded";
  const bodies: [string, number, Record<string, string>, string | Buffer][] = [
    ["a body that is not compressed as it says", 422, { "content-type": form, "content-encoding": "gzip" }, "x=1"],
    ["a body in an unknown encoding", 415, { "content-type": form, "content-encoding": "nonsense" }, "x=1"],
    [
      "a compressed body that is cut off",
      422,
      { "content-type": form, "content-encoding": "gzip" },
      gzipSync("text=x").subarray(0, 12),
    ],
    ["JSON", 415, { "content-type": "application/json" }, '{"text":"x"}'],
    ["plain text", 415, { "content-type": "text/plain" }, "text=x"],
    ["a body without a type", 415, {}, Buffer.from("text=x")],
    ["a form in an unknown charset", 415, { "content-type": `${form}; charset=nonsense` }, "x=1"],
  ];
  for (const [what, status, headers, body] of bodies) {
    it(`${status} for ${what}, with a sentence and nothing in the log but its line`, async () => {
      const answer = await fetch(`${node.url}/comments`, {
        method: "POST",
        headers,
        body: typeof body === "string" && Object.keys(headers).length > 0 ? body : new Uint8Array(Buffer.from(body)),
      });
      expect(answer.status).to.equal(status);
      const problem = (await answer.json()) as { detail: string };
      expect(problem.detail).to.match(/^[A-Z].{20,}\.$/);
      expect(lines.map(({ level }) => level)).to.deep.equal(["info"]);
    });
  }

  it("gives back what was typed into an edit whose time is over", async () => {
    const started = await node.started();
    const posted = await node.post("/comments", { url: postUrl, text: "First.", started }, { accept: "text/html" });
    const cookie = posted.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const [comment] = await node.world.comments.onThread("thread");
    node.clock.advance(20 * 60_000);
    const path = `/comments/${comment?.number}/edit`;
    const late = await node.post(path, { text: "Long & careful words." }, { cookie, accept: "text/html" });
    expect(late.status).to.equal(403);
    expect(await late.text())
      .to.include("Long &amp; careful words.")
      .and.include("so that it is not lost");
  });

  it("writes one line for each request, without the address of who asked or what was read", async () => {
    await node.get(`/thread?url=${encodeURIComponent(postUrl)}`);
    expect(lines).to.have.length(1);
    expect(lines[0]?.details).to.include({ method: "GET", path: "/thread", status: 200 });
    expect(JSON.stringify(lines)).to.not.include("127.0.0.1").and.not.include("blog.example");
  });
});
