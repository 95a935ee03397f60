import { expect } from "chai";
import { activityJson, aNode, aSite, aThread, origin, type TestNode } from "./node.ts";

const featured = "/ap/actors/blog/featured";

describe("the posts that somebody sees first", () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite());
    for (const [i, id] of ["a", "b", "c", "d", "e", "f"].entries()) {
      const createdAt = new Date(Date.UTC(2026, 10, 1, i));
      await node.repos.threads.add(aThread({ _id: id, createdAt, announcedAt: createdAt }));
    }
    for (const announcement of ["old", "waiting", "withdrawn"] as const) {
      const createdAt = new Date(Date.UTC(2026, 10, 9));
      await node.repos.threads.add(aThread({ _id: announcement, announcement, createdAt, told: null }));
    }
  });
  afterEach(() => node.close());

  const read = async (path = featured) => (await (await node.get(path)).json()) as Record<string, unknown>;
  const posts = (...ids: string[]) => ids.map((id) => `${origin}/ap/posts/note-${id}`);

  it("are the newest that were announced, as a collection of the right type", async () => {
    const response = await node.get(featured);
    expect(response.status).to.equal(200);
    expect(response.headers.get("content-type")).to.equal("application/activity+json; charset=utf-8");
    expect(response.headers.get("cache-control")).to.equal("public, max-age=180");
    expect(response.headers.get("vary")).to.contain("Accept");
    const { "@context": _, ...collection } = (await response.json()) as Record<string, unknown>;
    expect(collection).to.deep.equal({
      id: origin + featured,
      type: "OrderedCollection",
      attributedTo: `${origin}/ap/actors/blog`,
      totalItems: 3,
      orderedItems: posts("f", "e", "d"),
    });
  });

  it("are named by the blog's actor, and by no other", async () => {
    expect(await read("/ap/actors/blog")).to.include({ featured: origin + featured });
    for (const name of ["blog_guests", "node"]) {
      expect(await read(`/ap/actors/${name}`), name).to.not.have.property("featured");
      expect((await node.get(`/ap/actors/${name}/featured`)).status, name).to.equal(404);
    }
    expect((await node.get("/ap/actors/nobody/featured")).status).to.equal(404);
  });

  for (const [count, ids] of [
    [0, []],
    [1, ["f"]],
    [5, ["f", "e", "d", "c", "b"]],
  ] as const) {
    it(`are as many as the owner wants: ${count}`, async () => {
      await node.repos.sites.set("site", { featured: count });
      const collection = await read();
      expect(collection).to.include({ totalItems: count });
      expect(collection["orderedItems"] ?? []).to.deep.equal(posts(...ids));
    });
  }

  it("each can be fetched", async () => {
    for (const url of (await read())["orderedItems"] as string[]) {
      expect((await node.get(new URL(url).pathname, activityJson)).status, url).to.equal(200);
    }
  });

  it("are those of the blog alone", async () => {
    await node.repos.sites.add(aSite({ _id: "two", handle: "two", home: "https://two.example/" }));
    await node.repos.threads.add(aThread({ _id: "z", site: "two" }));
    expect((await read("/ap/actors/two/featured"))["orderedItems"]).to.deep.equal(posts("z"));
  });
});
