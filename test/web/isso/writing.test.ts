import { createHash } from "node:crypto";
import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import { usualGuards } from "../../../src/domain/spam.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { keepIssoKey, signIsso } from "../../../src/usecases/visit/isso-keys.ts";
import { type IssoClient, issoClient, mailing, startIssoNode, stored } from "../../helpers/isso.ts";
import { aThread } from "../../helpers/thread.ts";
import type { WebNode } from "../../helpers/web.ts";

describe("writing over Isso's API", () => {
  let node: WebNode;
  let isso: IssoClient;
  beforeEach(async () => {
    node = await startIssoNode();
    isso = issoClient(node);
  });
  afterEach(() => node.close());

  const send = (body: unknown, uri = "/post") => isso.call("POST", `/new?uri=${encodeURIComponent(uri)}`, body);

  describe("POST /new", () => {
    it("201 with the comment, and the cookies of the node and of the page", async () => {
      const answer = await send({ text: "Hello *there*", author: "A & <b>", email: "a@b.c", website: "example.org" });
      expect(answer.status).to.equal(201);
      expect(answer.json).to.deep.include({
        parent: null,
        modified: null,
        mode: 1,
        text: "<p>Hello <em>there</em></p>",
        author: "A &amp; &lt;b&gt;",
        website: "https://example.org/",
        likes: 0,
        dislikes: 0,
        notification: 0,
        hash: "b539304e6ef9",
      });
      expect(answer.json).to.not.have.any.keys("replies", "total_replies", "email");
      const { id } = answer.json;
      const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(`${id}=`)) ?? "";
      expect(cookie)
        .to.match(/; Max-Age=900; Path=\//)
        .and.match(/SameSite=Lax/);
      const own = answer.headers.get("x-set-cookie") ?? "";
      expect(own)
        .to.contain(`isso-${id}=${isso.cookies.get(String(id))};`)
        .and.match(/Max-Age=900/);
      expect(answer.headers.get("date")).to.be.a("string");
    });

    it("sends cookies abroad over https alone, kept apart by site", async () => {
      const secure = await startIssoNode({ settings: { url: "https://comments.example" } });
      const answer = await issoClient(secure).call("POST", "/new?uri=/post", { text: "Over https" });
      const lines = answer.headers.getSetCookie();
      expect(lines.map((line) => line.replace(/=.*/, "")))
        .to.include("antiphon_own")
        .and.have.lengthOf(2);
      for (const line of lines)
        expect(line)
          .to.contain("Secure")
          .and.contain("SameSite=None")
          .and.contain("Partitioned")
          .and.contain("HttpOnly");
      expect(answer.headers.get("x-set-cookie")).to.contain("Secure").and.not.contain("HttpOnly");
      await secure.close();
    });

    it("202 and mode 2 for what waits for review, which nobody reads meanwhile", async () => {
      await node.world.sites.set("site", { moderation: "first" });
      node.clock.advance(250);
      const answer = await send({ text: "Let me in" });
      expect(answer.status).to.equal(202);
      expect(answer.json.mode).to.equal(2);
      expect((await isso.call("GET", "/?uri=/post")).json.total_replies).to.equal(0);
    });

    it("knows whoever was let through once by their browser", async () => {
      await node.world.sites.set("site", { moderation: "first" });
      node.clock.advance(250);
      const first = await send({ text: "Let me in" });
      await createDecide(node.world)((await stored(node, first.json.id))._id, "approve", owner);
      node.clock.advance(3_600_000);
      expect((await send({ text: "Here again" })).status).to.equal(201);
    });

    it("puts an answer below the comment at the top, and a stray one below the post", async () => {
      const { id } = await isso.post();
      const reply = await isso.post({ text: "An answer", parent: id });
      expect(reply.parent).to.equal(id);
      expect((await isso.post({ text: "And one to that", parent: reply.id })).parent).to.equal(id);
      expect((await isso.post({ text: "To nobody", parent: 4711 })).parent).to.equal(null);
      await node.world.threads.add(aThread({ _id: "other", noteId: "other", url: "https://blog.example/other" }));
      expect((await isso.post({ text: "To elsewhere", parent: id }, "/other")).parent).to.equal(null);
    });

    const faults: [string, unknown, string][] = [
      ["no text", { author: "A" }, "text is missing"],
      ["null as text", { text: null }, "text is missing"],
      ["a short text", { text: "ab " }, "text is too short"],
      ["a number as text", { text: 123 }, "text must be a string"],
      ["a list as author", { text: "Hello", author: [] }, "author must be"],
      ["a word as parent", { text: "Hello", parent: "x" }, "parent must be an integer"],
      ["a website that is none", { text: "Hello", website: "spam" }, "Website not Django-conform"],
      ["another scheme", { text: "Hello", website: "tel:123456" }, "Website not Django-conform"],
      ["a script as website", { text: "Hello", website: "javascript:alert(1)" }, "Website not Django-conform"],
      ["a long text", { text: "x".repeat(70_000) }, "too long"],
      ["a long mailbox", { text: "Hello", email: `${"x".repeat(254)}@b.c` }, "e-mail address"],
      ["a list", [], "Unable to read JSON request"],
      ["a number", "7", "Unable to read JSON request"],
      ["no JSON", "{", "Unable to read JSON request"],
    ];
    for (const [what, body, words] of faults) {
      it(`400 for ${what}`, async () => {
        const answer = await send(body);
        expect(answer.status).to.equal(400);
        expect(answer.headers.get("content-type")).to.equal("text/html; charset=utf-8");
        expect(answer.text).to.contain(words).and.match(/<p>/);
      });
    }

    it("takes the websites that Isso takes", async () => {
      for (const website of ["example.tld", "https://exämple.tld:1337/x?p=1#f", "http://192.0.2.1/"])
        expect((await send({ text: `By ${website}`, website })).status, website).to.equal(201);
    });

    it("202 for what links somewhere, where work is asked for that Isso's client does not do", async () => {
      await node.close();
      node = await startIssoNode({ settings: { spam: usualGuards } });
      isso = issoClient(node);
      expect((await send({ text: "Plain words, and a website", website: "example.org" })).status).to.equal(202);
      expect((await send({ text: "Plain words" })).status).to.equal(201);
    });

    it("takes no notice of titles and other members, whatever they are", async () => {
      expect((await send({ text: "Hello", title: { a: 1 }, notification: [], mode: 1, id: 7 })).status).to.equal(201);
    });

    it("opens the thread of a page that is there, and of no other, whatever the title", async () => {
      expect((await send({ text: "First here" }, "/fresh/")).status).to.equal(201);
      const missing = await send({ text: "Nowhere", title: "I am real" }, "/missing");
      expect(missing.status).to.equal(400);
      expect(missing.text).to.contain("no page at this address");
      expect((await send({ text: "Elsewhere" }, "https://evil.example/")).status).to.equal(403);
      expect((await isso.call("POST", "/new", { text: "Hello" })).status).to.equal(400);
    });

    it("keeps that somebody wants mails about answers, where there is a mailbox", async () => {
      const mails = await startIssoNode(mailing);
      const client = issoClient(mails);
      expect((await client.call("GET", "/config")).json.config).to.include({ "reply-notifications": true });
      expect((await client.post({ text: "Mail me", email: "a@b.c", notification: 1 })).notification).to.equal(1);
      expect((await client.post({ text: "Do not", notification: 1 })).notification).to.equal(0);
      await mails.close();
    });

    it("stores the same words sent twice once", async () => {
      const once = await send({ text: "Twice" });
      const twice = await send({ text: "Twice" });
      expect(twice.status).to.equal(201);
      expect(twice.json.id).to.equal(once.json.id);
    });

    it("gives who has no mailbox a face of their own that tells nobody's address", async () => {
      const { hash } = await isso.post();
      expect(hash).to.match(/^[0-9a-f]{12}$/);
      expect(hash).to.not.equal("4505c1eeda98");
      expect((await issoClient(node, "198.51.100.9").post()).hash).to.not.equal(hash);
    });
  });

  describe("GET, PUT and DELETE /id/N", () => {
    it("gives the source to who wrote it, without the hash", async () => {
      const { id } = await isso.post({ text: "Hello *there*" });
      const { json } = await isso.call("GET", `/id/${id}?plain=1`);
      expect(json).to.include({ id, text: "Hello *there*" }).and.not.have.property("hash");
      expect((await isso.call("GET", `/id/${id}`)).json.text).to.contain("<em>");
    });

    it("404 for what is not there, before 403 for who did not write it", async () => {
      const { id } = await isso.post();
      const other = issoClient(node);
      expect((await other.call("GET", "/id/4711")).status).to.equal(404);
      for (const method of ["GET", "PUT", "DELETE"])
        expect(
          (await other.call(method, `/id/${id}`, method === "PUT" ? { text: "Mine now" } : undefined)).status,
        ).to.equal(403);
      const { id: theirs } = await other.post({ text: "Another one" });
      other.cookies.set(String(id), other.cookies.get(String(theirs)) ?? "");
      expect((await other.call("GET", `/id/${id}`)).status).to.equal(403);
    });

    it("changes the text, and the writer where that is sent, with fresh cookies", async () => {
      const { id } = await isso.post({ author: "Ann", website: "ann.example" });
      node.clock.advance(600_000);
      const answer = await isso.call("PUT", `/id/${id}`, { text: "Better *so*" });
      expect(answer.status).to.equal(200);
      expect(answer.json).to.include({
        text: "<p>Better <em>so</em></p>",
        author: "Ann",
        website: "https://ann.example/",
      });
      expect(answer.json.modified).to.equal(node.clock.now().getTime() / 1000);
      expect(answer.headers.get("x-set-cookie")).to.contain(`isso-${id}=`);
      node.clock.advance(600_000);
      const again = await isso.call("PUT", `/id/${id}`, { text: "Better", author: "Anna", website: "anna.example/x" });
      expect(again.json).to.include({ author: "Anna", website: "https://anna.example/x" });
    });

    it("403 for a cookie of 15 minutes ago, and for one of earlier words", async () => {
      const { id } = await isso.post();
      const before = isso.cookies.get(String(id)) ?? "";
      await isso.call("PUT", `/id/${id}`, { text: "Changed" });
      const after = isso.cookies.get(String(id)) ?? "";
      isso.cookies.set(String(id), before);
      expect((await isso.call("DELETE", `/id/${id}`)).status).to.equal(403);
      isso.cookies.set(String(id), after);
      node.clock.advance(900_000);
      expect((await isso.call("PUT", `/id/${id}`, { text: "Too late" })).status).to.equal(403);
    });

    it("takes the token from the page's own cookie where both share a host", async () => {
      const { id } = await isso.post();
      isso.cookies.set(`isso-${id}`, isso.cookies.get(String(id)) ?? "");
      isso.cookies.delete(String(id));
      expect((await isso.call("PUT", `/id/${id}`, { text: "Same host" })).status).to.equal(200);
    });

    it("400 for a change that is none, and nothing is lost", async () => {
      const { id } = await isso.post({ text: "Stay" });
      for (const body of [{}, { text: "ab" }, { text: "Good", website: "spam" }, [], "{"])
        expect((await isso.call("PUT", `/id/${id}`, body)).status).to.equal(400);
      expect((await stored(node, id)).source.text).to.equal("Stay");
    });

    it("removes for good with `null`, and takes both cookies away", async () => {
      const { id } = await isso.post();
      const answer = await isso.call("DELETE", `/id/${id}`);
      expect(answer.text).to.equal("null");
      const cleared = answer.headers.getSetCookie()[0] ?? "";
      expect(cleared)
        .to.match(new RegExp(`^${id}=;`))
        .and.contain("Max-Age=0")
        .and.contain("Expires=Thu, 01 Jan 1970");
      expect(answer.headers.get("x-set-cookie")).to.match(new RegExp(`^isso-${id}=;`));
      expect((await isso.call("DELETE", `/id/${id}`)).status).to.equal(404);
    });

    it("leaves the place of a comment that was answered", async () => {
      const { id } = await isso.post();
      await issoClient(node).post({ text: "An answer", parent: id });
      const { json } = await isso.call("DELETE", `/id/${id}`);
      expect(json).to.include({ id, mode: 4, text: "", author: null, website: null }).and.not.have.property("hash");
      expect((await isso.call("GET", "/?uri=/post")).json.replies[0]).to.include({ id, mode: 4, total_replies: 1 });
    });

    it("takes cookies of an imported Isso", async () => {
      const key = "0123456789abcdef".repeat(3);
      const comment = await node.put({
        _id: "old",
        origin: "import",
        source: { text: "hi there", type: "text/markdown" },
      });
      const proof = [comment.number, createHash("sha1").update("hi there").digest("hex")];
      isso.cookies.set(String(comment.number), await signIsso(key, proof, node.clock.now()));
      expect((await isso.call("GET", `/id/${comment.number}`)).status).to.equal(403);
      await keepIssoKey(node.world, { site: "site", key });
      expect((await isso.call("GET", `/id/${comment.number}`)).status).to.equal(200);
      expect((await isso.call("DELETE", `/id/${comment.number}`)).text).to.equal("null");
    });
  });

  describe("POST /preview", () => {
    it("renders as posting does, and stores nothing", async () => {
      expect((await isso.call("POST", "/preview", { text: "*Hi*" })).json).to.deep.equal({
        text: "<p><em>Hi</em></p>",
      });
      expect((await isso.call("POST", "/preview", { text: "" })).json).to.deep.equal({ text: "" });
      expect((await node.world.threads.get("thread"))?.counts.published).to.equal(0);
    });

    it("400 without a text", async () => {
      for (const body of [{}, { text: 3 }, [], "null", "{"]) {
        const answer = await isso.call("POST", "/preview", body);
        expect(answer.status).to.equal(400);
      }
      expect((await isso.call("POST", "/preview", {})).text).to.contain("no text given");
    });
  });
});
