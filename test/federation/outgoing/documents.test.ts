import { expect } from "chai";
import { aComment } from "../../helpers/comment.ts";
import { activityJson, aFollower, aNode, aSite, aThread, origin, type TestNode } from "./node.ts";

async function read(response: Response) {
  return (await response.json()) as Record<string, unknown>;
}

const everyone = "https://www.w3.org/ns/activitystreams#Public";

describe("what others may fetch", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    await node.repos.threads.add(aThread({ _id: "tea" }));
  });
  afterEach(() => node.close());

  describe("actors", () => {
    it("describes the blog so that everybody can verify and follow it", async () => {
      const response = await node.get("/ap/actors/blog");
      expect(response.status).to.equal(200);
      expect(response.headers.get("content-type")).to.equal("application/activity+json; charset=utf-8");
      expect(response.headers.get("vary")).to.contain("Accept");
      expect(response.headers.get("cache-control")).to.equal("public, max-age=180");
      expect(response.headers.get("x-powered-by")).to.equal(null);
      const actor = await read(response);
      expect((actor["@context"] as unknown[])[0]).to.equal("https://www.w3.org/ns/activitystreams");
      expect((actor["@context"] as unknown[])[1]).to.equal("https://w3id.org/security/v1");
      expect(actor).to.deep.include({
        id: `${origin}/ap/actors/blog`,
        type: "Person",
        preferredUsername: "blog",
        webfinger: "blog@node.example",
        name: "Tea & Code",
        url: "https://blog.example/",
        inbox: `${origin}/ap/actors/blog/inbox`,
        outbox: `${origin}/ap/actors/blog/outbox`,
        followers: `${origin}/ap/actors/blog/followers`,
        following: `${origin}/ap/actors/blog/following`,
        endpoints: { sharedInbox: `${origin}/inbox` },
        discoverable: true,
        indexable: true,
        manuallyApprovesFollowers: false,
        attributionDomains: ["blog.example"],
        published: "2026-10-01T00:00:00Z",
      });
      expect(actor["summary"]).to.contain("Tea &amp; Code").and.contain("#noblog").and.contain("followers only");
      expect(actor["publicKey"]).to.include({
        id: `${origin}/ap/actors/blog#main-key`,
        owner: `${origin}/ap/actors/blog`,
      });
      expect((actor["publicKey"] as Record<string, string>)["publicKeyPem"]).to.match(/^-----BEGIN PUBLIC KEY-----/);
      expect(Object.keys(actor).filter((name) => name.startsWith("_"))).to.deep.equal([]);
    });

    it("describes guests as a service and the node as an application, neither to be found in directories", async () => {
      const guests = await read(await node.get("/ap/actors/blog_guests"));
      expect(guests).to.include({ type: "Service", discoverable: false, url: "https://blog.example/" });
      const own = await read(await node.get("/ap/actors/node"));
      expect(own).to.include({ type: "Application", preferredUsername: "node", url: `${origin}/` });
    });

    it("makes one key per actor and keeps it", async () => {
      const fresh = await aNode({ ownKeys: true });
      await fresh.repos.sites.add(aSite());
      const first = await read(await fresh.get("/ap/actors/blog"));
      const second = await read(await fresh.get("/ap/actors/blog"));
      const guests = await read(await fresh.get("/ap/actors/blog_guests"));
      await fresh.close();
      expect(second["publicKey"]).to.deep.equal(first["publicKey"]);
      expect(guests["publicKey"]).not.to.deep.equal(first["publicKey"]);
    });

    it("404 for an actor that is not ours, and for its outbox", async () => {
      expect((await node.get("/ap/actors/nobody")).status).to.equal(404);
      expect((await node.get("/ap/actors/nobody/outbox")).status).to.equal(404);
    });

    it("counts followers without naming one", async () => {
      await node.repos.followers.put(aFollower("social.example"));
      const followers = await read(await node.get("/ap/actors/blog/followers"));
      expect(followers).to.include({ type: "OrderedCollection", totalItems: 1 });
      expect(followers).not.to.have.property("first");
      expect(JSON.stringify(followers)).not.to.contain("social.example");
      expect((await node.get("/ap/actors/blog/followers?page=true")).status).to.equal(404);
      expect(await read(await node.get("/ap/actors/blog/following"))).to.include({ totalItems: 0 });
    });
  });

  describe("posts", () => {
    it("shows a post as a Note with title, teaser and one link", async () => {
      const response = await node.get("/ap/posts/note-tea");
      const note = await read(response);
      expect(response.status).to.equal(200);
      const content =
        "<p><strong>Brewing &lt;green&gt; tea</strong></p><p>Water &amp; patience.</p>" +
        '<p><a href="https://blog.example/tea/">https://blog.example/tea/</a></p>';
      expect(note).to.deep.include({
        id: `${origin}/ap/posts/note-tea`,
        type: "Note",
        attributedTo: `${origin}/ap/actors/blog`,
        content,
        contentMap: { en: content },
        url: "https://blog.example/tea/",
        to: [everyone],
        cc: [`${origin}/ap/actors/blog/followers`],
        published: "2026-11-01T08:00:00Z",
        sensitive: false,
        interactionPolicy: { canQuote: { automaticApproval: [everyone] } },
        likes: { id: `${origin}/ap/posts/note-tea/likes`, type: "Collection", totalItems: 3 },
        shares: { id: `${origin}/ap/posts/note-tea/shares`, type: "Collection", totalItems: 2 },
      });
      expect(note).not.to.have.any.keys("name", "updated", "attachment", "_meta", "bto", "bcc");
    });

    it("leads to its replies by a page inside, where GoToSocial looks for the address of the next", async () => {
      const replies = `${origin}/ap/posts/note-tea/replies`;
      const note = await read(await node.get("/ap/posts/note-tea"));
      expect(note["replies"]).to.deep.equal({
        id: replies,
        type: "Collection",
        first: { type: "CollectionPage", partOf: replies, next: `${replies}?page=1`, items: [] },
      });
      const page = await read(await node.get("/ap/posts/note-tea/replies?page=1"));
      expect(page).to.deep.include({ type: "CollectionPage", partOf: replies, items: [] });
    });

    it("names no language that is none", async () => {
      for (const [id, lang, names] of [
        ["one", "de-AT", ["de-at"]],
        ["two", "", ["en"]],
        ["three", "@none", ["en"]],
      ] as const) {
        const thread = aThread({ _id: id });
        await node.repos.threads.add({ ...thread, page: { ...thread.page, lang } });
        const note = await read(await node.get(`/ap/posts/note-${id}`));
        expect(Object.keys(note["contentMap"] as object)).to.deep.equal(names);
      }
    });

    it("says that it was edited once an Update was told", async () => {
      const edited = aThread({ _id: "edited", told: { first: 1, last: 4 }, version: 4 });
      edited.page.updatedAt = new Date("2026-11-01T09:30:00Z");
      await node.repos.threads.add(edited);
      expect(await read(await node.get("/ap/posts/note-edited"))).to.include({ updated: "2026-11-01T09:30:00Z" });
    });

    it("resolves a post that was never announced", async () => {
      await node.repos.threads.add(aThread({ _id: "ancient", announcement: "old", told: null }));
      expect((await node.get("/ap/posts/note-ancient")).status).to.equal(200);
    });

    it("410 with a Tombstone for a withdrawn post, at its new and its retired address", async () => {
      const gone = aThread({ _id: "gone", announcement: "withdrawn", retiredNoteIds: ["note-before"] });
      await node.repos.threads.add(gone);
      const response = await node.get("/ap/posts/note-gone");
      expect(response.status).to.equal(410);
      expect(response.headers.get("content-type")).to.contain("application/activity+json");
      expect(await read(response)).to.include({ id: `${origin}/ap/posts/note-gone`, type: "Tombstone" });
      expect((await node.get("/ap/posts/note-gone", { accept: "text/html" })).status).to.equal(410);
      expect((await node.get("/ap/posts/note-gone/replies")).status).to.equal(410);
    });

    it("404 for an unknown post, without repeating what was asked", async () => {
      const response = await node.get("/ap/posts/%3Cscript%3E");
      expect(response.status).to.equal(404);
      expect(await response.text()).not.to.contain("script");
      expect((await node.get("/ap/posts/unknown")).status).to.equal(404);
    });

    it("answers a HEAD without a body, and 304 when nothing changed", async () => {
      const head = await node.get("/ap/posts/note-tea", undefined, "HEAD");
      expect(head.status).to.equal(200);
      expect(await head.text()).to.equal("");
      const etag = head.headers.get("etag") as string;
      expect(etag).to.match(/^W\/"/);
      expect(await node.status("/ap/posts/note-tea", { ...activityJson, "if-none-match": etag })).to.equal(304);
    });
  });

  describe("browsers", () => {
    const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

    it("are led from a post, a comment and an actor to the page that shows it", async () => {
      await node.repos.comments.add(
        aComment({ _id: "c1", number: 7, thread: "tea", federate: true, told: { first: 1, last: 1 } }),
      );
      const targets = {
        "/ap/posts/note-tea": "https://blog.example/tea/",
        "/ap/comments/c1": "https://blog.example/tea/#comment-7",
        "/ap/actors/blog": "https://blog.example/",
        "/ap/actors/node": `${origin}/`,
      };
      for (const [path, target] of Object.entries(targets)) {
        const response = await node.get(path, browser);
        expect(response.status, path).to.equal(303);
        expect(response.headers.get("location")).to.equal(target);
        expect(response.headers.get("vary")).to.contain("Accept");
      }
    });

    it("see the JSON where there is no page", async () => {
      const response = await node.get("/ap/actors/blog/outbox", browser);
      expect(response.status).to.equal(200);
      expect(response.headers.get("content-type")).to.contain("application/activity+json");
    });
  });
});
