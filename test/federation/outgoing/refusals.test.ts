import { expect } from "chai";
import { blockId } from "../../../src/domain/block.ts";
import { aComment } from "../../helpers/comment.ts";
import { activityJson, aNode, aSite, aThread, type TestNode } from "./node.ts";

describe("what is refused to those who ask", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "tea" }));
  });
  afterEach(() => node.close());

  async function refuses(path: string, status: number, sentence: RegExp): Promise<Response> {
    const response = await node.get(path);
    expect(response.status, path).to.equal(status);
    expect(response.headers.get("content-type")).to.equal("application/problem+json");
    expect(response.headers.get("cache-control")).to.match(/no-store/);
    const body = (await response.json()) as { status: number; detail: string };
    expect(body.status).to.equal(status);
    expect(body.detail).to.match(sentence);
    return response;
  }

  for (const path of ["/ap/actors/%ff", "/ap/posts/%c3", "/ap/posts/a/b%ff"]) {
    it(`answers 400 for ${path}, which cannot be decoded`, () => refuses(path, 400, /address cannot be read/));
  }
  for (const path of ["/ap/actors/blog/outbox?page=xyz", "/ap/posts/note-tea/replies?page=xyz"]) {
    it(`answers 400 for ${path}, a page that no page points to`, () => refuses(path, 400, /page/));
  }
  it("answers 404 for what is not there", () => refuses("/ap/actors/nobody", 404, /nothing at this address/));
  it("answers 400 for a resource that is none", () =>
    refuses("/.well-known/webfinger?resource=blog", 400, /acct:NAME@HOST/));
  it("answers 400 for no resource", () => refuses("/.well-known/webfinger", 400, /what you look for/));

  it("leaves browsers to whoever draws pages", async () => {
    const response = await node.get("/ap/actors/nobody", { accept: "text/html,application/xhtml+xml" });
    expect(await response.json()).to.have.all.keys("detail");
    const mastodon = `${activityJson.accept}, text/html;q=0.1`;
    expect(await (await node.get("/ap/actors/nobody", { accept: mastodon })).json()).to.include({ status: 404 });
  });

  describe("on a blocked server", () => {
    const signatures = {
      "in the older dialect": {
        signature: 'keyId="https://sub.bad.example/actor#main-key",headers="date",signature="AA"',
      },
      "in the newer dialect": {
        "signature-input": 'sig1=("@method");created=1;keyid="https://bad.example/actor#main-key"',
        signature: "sig1=:AA:",
      },
    };

    beforeEach(() =>
      node.repos.blocks.put({
        _id: blockId("host", "bad.example"),
        kind: "host",
        value: "bad.example",
        label: "",
        note: "",
        createdAt: node.clock.now(),
      }),
    );

    for (const [name, headers] of Object.entries(signatures)) {
      it(`answers 403 to a request that is signed ${name}, and lets no cache keep it`, async () => {
        for (const path of ["/ap/posts/note-tea", "/ap/actors/blog/outbox", "/ap/posts/note-tea/replies"]) {
          const response = await node.get(path, { ...activityJson, ...headers });
          expect(response.status, path).to.equal(403);
          expect(response.headers.get("cache-control")).to.equal("private, no-store");
          expect(response.headers.get("vary")).to.equal("Signature");
        }
      });
    }

    it("answers 403 for the blog that shuts it out alone, whatever of that it asks for", async () => {
      await node.repos.blocks.remove(blockId("host", "bad.example"));
      await node.repos.sites.add(aSite({ _id: "other", handle: "other", home: "https://other.example/" }));
      const spoken = { federate: true, told: { first: 1, last: 1 }, site: "other", thread: "milk" };
      await node.repos.threads.add(aThread({ _id: "milk", site: "other" }));
      await node.repos.comments.add(aComment({ _id: "c1", ...spoken }));
      const status = async (path: string) =>
        (await node.get(path, { ...activityJson, ...signatures["in the older dialect"] })).status;
      const theirs = [
        "/ap/posts/note-milk",
        "/ap/posts/note-milk/replies",
        "/ap/comments/c1",
        "/ap/actors/other/outbox",
        "/ap/actors/other_guests/outbox",
        "/ap/activities/comment.c1.create.1",
        "/ap/activities/post.note-milk.create.1",
        "/ap/activities/actor.other.update.1",
      ];
      const before = await Promise.all(theirs.map(status));
      expect(before).to.not.include(403);
      const block = { kind: "host" as const, value: "bad.example", label: "", note: "", createdAt: node.clock.now() };
      await node.repos.blocks.put({ _id: blockId("host", "bad.example", "other"), site: "other", ...block });
      for (const path of theirs) expect(await status(path), path).to.equal(403);
      for (const path of ["/ap/posts/note-tea", "/ap/actors/blog/outbox", "/ap/actors/other"])
        expect(await status(path), path).to.equal(200);
      expect(await status("/ap/posts/nothing")).to.equal(404);
    });

    it("shows our actors all the same, as a Delete can be believed with their key alone", async () => {
      const headers = { ...activityJson, ...signatures["in the older dialect"] };
      expect((await node.get("/ap/actors/blog", headers)).status).to.equal(200);
    });

    it("shows others everything, signed or not", async () => {
      const signature = 'keyId="https://notbad.example/actor#main-key",signature="AA"';
      for (const headers of [{ signature }, { signature: "gibberish" }, {}]) {
        const response = await node.get("/ap/posts/note-tea", { ...activityJson, ...headers });
        expect(response.status).to.equal(200);
        expect(response.headers.get("cache-control")).to.match(/^public/);
      }
    });
  });
});
