import { expect } from "chai";
import { aNode, aSite, aThread, origin, type TestNode } from "../outgoing/node.ts";

interface Descriptor {
  subject: string;
  aliases: string[];
  links: { rel: string; type?: string; href?: string; template?: string }[];
}

describe("the well-known addresses", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
  });
  afterEach(() => node.close());

  const ask = (resource: string, more = "") =>
    node.get(`/.well-known/webfinger?resource=${encodeURIComponent(resource)}${more}`, {});
  const read = async (response: Response) => (await response.json()) as Descriptor;

  describe("WebFinger", () => {
    for (const resource of [
      "acct:blog@node.example",
      "acct:Blog@NODE.example",
      "acct:@blog@node.example",
      "acct:blog@blog.example",
      `${origin}/ap/actors/blog`,
      "https://blog.example/",
      "https://blog.example",
      "http://blog.example/",
    ]) {
      it(`finds the blog by ${resource}`, async () => {
        const response = await ask(resource);
        expect(response.status).to.equal(200);
        expect(response.headers.get("content-type")).to.contain("application/jrd+json");
        expect(response.headers.get("access-control-allow-origin")).to.equal("*");
        const found = await read(response);
        expect(found.subject).to.equal("acct:blog@node.example");
        expect(found.aliases).to.deep.equal([`${origin}/ap/actors/blog`, "https://blog.example/"]);
        expect(found.links).to.deep.include({
          rel: "self",
          type: "application/activity+json",
          href: `${origin}/ap/actors/blog`,
        });
        expect(found.links.map((link) => link.rel)).not.to.include("http://ostatus.org/schema/1.0/subscribe");
      });
    }

    it("names the actor by exactly the id that its document carries", async () => {
      const self = (await read(await ask("acct:blog@node.example"))).links.find((link) => link.rel === "self");
      const actor = (await (await node.get(new URL(self?.href ?? "").pathname)).json()) as { id: string };
      expect(actor.id).to.equal(self?.href);
    });

    it("finds the guests' actor, and the node's by our own origin", async () => {
      expect((await read(await ask("acct:blog_guests@node.example"))).aliases).to.have.length(1);
      expect((await read(await ask(`${origin}/`))).subject).to.equal("acct:node@node.example");
      expect((await read(await ask("acct:node@node.example"))).links[0]?.href).to.equal(`${origin}/ap/actors/node`);
    });

    it("tells blogs of one host apart by their front pages", async () => {
      await node.repos.sites.add(aSite({ _id: "two", handle: "two", home: "https://blog.example/two/" }));
      expect((await read(await ask("https://blog.example/two/"))).subject).to.equal("acct:two@node.example");
      expect((await read(await ask("https://blog.example/"))).subject).to.equal("acct:blog@node.example");
    });

    describe("for an account on a domain of its own", () => {
      beforeEach(() => node.repos.sites.set("site", { handleDomain: "example.org", formerDomains: ["old.example"] }));

      for (const resource of [
        "acct:blog@example.org",
        "acct:Blog@EXAMPLE.org",
        "acct:blog@node.example",
        "acct:blog@blog.example",
        "acct:blog@old.example",
        `${origin}/ap/actors/blog`,
        "https://blog.example/",
      ]) {
        it(`names the canonical account and the same actor to whoever asks for ${resource}`, async () => {
          const found = await read(await ask(resource));
          expect(found.subject).to.equal("acct:blog@example.org");
          expect(found.links[0]?.href).to.equal(`${origin}/ap/actors/blog`);
        });
      }

      it("says so in the actor (FEP-2c59), whose name and addresses stay", async () => {
        const actor = (await (await node.get("/ap/actors/blog")).json()) as Record<string, unknown>;
        expect(actor).to.include({
          id: `${origin}/ap/actors/blog`,
          preferredUsername: "blog",
          webfinger: "blog@example.org",
        });
        expect(JSON.stringify(actor["@context"])).to.contain("https://purl.archive.org/socialweb/webfinger#webfinger");
      });

      it("keeps guests and the node on our own host", async () => {
        expect((await ask("acct:blog_guests@example.org")).status).to.equal(404);
        expect((await ask("acct:node@example.org")).status).to.equal(404);
        expect((await read(await ask("acct:blog_guests@node.example"))).subject).to.equal(
          "acct:blog_guests@node.example",
        );
      });

      it("points host-meta at this node, for a domain that sends on that alone", async () => {
        const xml = await (await node.get("/.well-known/host-meta", {})).text();
        expect(xml).to.contain(`template="${origin}/.well-known/webfinger?resource={uri}"`);
      });
    });

    it("claims no name on the blog's host, where the blog may have an account of its own (Ghost 6)", async () => {
      // A proxy that lets both answer under one name asks with the blog's host.
      for (const headers of [{}, { host: "blog.example" }, { "x-forwarded-host": "blog.example" }]) {
        const answer = await node.get("/.well-known/webfinger?resource=acct:blog@blog.example", headers);
        expect((await read(answer)).subject).to.equal("acct:blog@node.example");
        const theirs = await node.get("/.well-known/webfinger?resource=acct:index@blog.example", headers);
        expect(theirs.status).to.equal(404);
      }
    });

    it("filters the links, and nothing else, by rel", async () => {
      const found = await read(await ask("acct:blog@node.example", "&rel=self&rel=other"));
      expect(found.links.map((link) => link.rel)).to.deep.equal(["self"]);
      expect(found.aliases).to.have.length(2);
    });

    for (const [resource, status] of [
      ["", 400],
      ["blog", 400],
      ["acct:blog", 400],
      ["mailto:blog@node.example", 400],
      ["https://", 400],
      ["acct:nobody@node.example", 404],
      ["acct:blog@elsewhere.example", 404],
      ["acct:node@blog.example", 404],
      ["https://elsewhere.example/", 404],
      ["https://blog.example/post/", 404],
      [`${origin}/ap/actors/nobody`, 404],
      [`${origin}/ap/posts/blog`, 404],
    ] as const) {
      it(`${status} for “${resource}”`, async () => {
        const response = await ask(resource);
        expect(response.status).to.equal(status);
        expect(response.headers.get("access-control-allow-origin")).to.equal("*");
      });
    }

    it("400 without a resource", async () => {
      expect((await node.get("/.well-known/webfinger", {})).status).to.equal(400);
    });
  });

  describe("host-meta", () => {
    const template = `${origin}/.well-known/webfinger?resource={uri}`;

    it("points to WebFinger in XML", async () => {
      const response = await node.get("/.well-known/host-meta", {});
      expect(response.headers.get("content-type")).to.contain("application/xrd+xml");
      expect(await response.text()).to.contain(`<Link rel="lrdd" type="application/jrd+json" template="${template}"/>`);
    });

    it("and in JSON", async () => {
      const { links } = await read(await node.get("/.well-known/host-meta.json", {}));
      expect(links).to.deep.equal([{ rel: "lrdd", type: "application/jrd+json", template }]);
    });
  });

  describe("NodeInfo", () => {
    it("is linked in both versions, with the node's actor", async () => {
      const { links } = await read(await node.get("/.well-known/nodeinfo", {}));
      expect(links).to.deep.equal([
        { rel: "http://nodeinfo.diaspora.software/ns/schema/2.1", href: `${origin}/nodeinfo/2.1` },
        { rel: "http://nodeinfo.diaspora.software/ns/schema/2.0", href: `${origin}/nodeinfo/2.0` },
        { rel: "https://www.w3.org/ns/activitystreams#Application", href: `${origin}/ap/actors/node` },
      ]);
    });

    it("says what runs here and how much", async () => {
      await node.repos.threads.add(aThread({ _id: "tea" }));
      await node.repos.threads.add(aThread({ _id: "old", announcement: "old", announcedAt: null }));
      const response = await node.get("/nodeinfo/2.1", {});
      const profile = 'profile="http://nodeinfo.diaspora.software/ns/schema/2.1#"';
      expect(response.headers.get("content-type")).to.contain("application/json").and.contain(profile);
      expect(await response.json()).to.deep.include({
        version: "2.1",
        software: { name: "antiphon", version: "1.2.3", repository: "https://example.com/antiphon" },
        protocols: ["activitypub"],
        openRegistrations: false,
        usage: { users: { total: 1 }, localPosts: 1 },
      });
    });

    it("leaves out of 2.0 what its schema does not know", async () => {
      const info = (await (await node.get("/nodeinfo/2.0", {})).json()) as { version: string; software: object };
      expect(info.version).to.equal("2.0");
      expect(info.software).to.deep.equal({ name: "antiphon", version: "1.2.3" });
    });
  });

  it("leaves other addresses to others", async () => {
    expect((await node.get("/.well-known/security.txt", {})).status).to.equal(404);
    expect((await node.get("/", {})).status).to.equal(404);
  });
});
