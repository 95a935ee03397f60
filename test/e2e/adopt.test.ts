import { expect } from "chai";
import type { Compose } from "../../src/cli/node.ts";
import { run } from "../../src/cli/program.ts";
import { createExporters } from "../../src/compose/exporters.ts";
import { importers } from "../../src/compose/importers.ts";
import { createStoreTools } from "../../src/compose/stores.ts";
import { compose } from "../../src/compose.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type FarServer, startFarServer } from "../helpers/far-server.ts";
import { freePort } from "../helpers/free-port.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";

onEveryStore("adopting a conversation", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let far: FarServer;
  let node: TestNode;
  let env: Record<string, string>;
  let said: string[];
  let page: string;

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "first", title: "The first post" });
    blog.publish({ slug: "second", title: "The second post" });
    page = blog.urlOf("first");
    far = await startFarServer(clock);
    env = {
      ...{ ANTIPHON_SITE: blog.home, ANTIPHON_URL: `http://localhost:${await freePort()}` },
      ...{ ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true", ANTIPHON_MODERATION: "all", ...store.env() },
    };
    node = await startNode(clock, env);
    await settle(node);
  });
  after(() => closeAll(node, far, blog));
  beforeEach(() => {
    said = [];
  });

  /** Serves a note of somebody's, public unless told otherwise. */
  function serve(name: string, given: object = {}): string {
    const id = `${far.origin}/users/anna/statuses/${name}`;
    const attributedTo = far.person("anna", { name: "Anna" }).id;
    const published = clock.now().toISOString();
    const note = { id, type: "Note", attributedTo, to: [Public], content: `<p>Text ${name}</p>`, published, ...given };
    far.serve(note);
    return id;
  }

  function antiphon(...args: string[]): Promise<number> {
    const terminal = {
      env: { ...env, ANTIPHON_LOG: "silent" },
      readFile: async () => null,
      save: () => Promise.reject(new Error("Nothing is exported.")),
      out: (line: string) => void said.push(line),
      err: (line: string) => void said.push(line),
      stopRequested: () => new Promise<void>(() => undefined),
      freeBytes: async () => null,
      fetch: () => Promise.reject(new Error("Nothing is asked for outside.")),
    };
    const withClock: Compose = (config, overrides) => compose(config, { ...overrides, clock });
    const rest = {
      compose: withClock,
      stores: createStoreTools(),
      importers,
      exporters: createExporters(),
      version: "0.0.0",
    };
    return run(args, { terminal, ...rest });
  }

  const walked = async () => {
    clock.advance(60_000);
    await node.sweep();
    await settle(node);
  };

  it("takes the post, though it would wait, and what answers it by the next walk", async () => {
    const replies = `${far.origin}/users/anna/statuses/1/replies`;
    const toot = serve("1", { replies, inReplyTo: `${far.origin}/users/anna/statuses/0` });
    const items = [
      serve("2", { inReplyTo: toot }),
      serve("3", { inReplyTo: toot, to: ["https://x.example/followers"] }),
    ];
    far.serve({ id: replies, type: "Collection", first: { type: "CollectionPage", partOf: replies, items } });
    const served = (await (await fetch(toot)).json()) as { id: string };
    far.serve(served, `${far.origin}/@anna/1`);

    expect(await antiphon("adopt", `${far.origin}/@anna/1`, "--page", page), said.join("\n")).to.equal(0);
    expect(said[0]).to.match(/^It is comment #\d+ of /);
    await settle(node);
    expect(await node.texts(page)).to.deep.equal(["Text 1"]);
    const top = await node.find("Text 1");
    expect(top).to.deep.include({ origin: "fediverse", parent: null, remote: { id: toot, url: toot } });

    await walked();
    const { items: held } = await node.world.comments.inState("held", { limit: 10 });
    expect(held.map(({ parent, source }) => [parent, source.text])).to.deep.equal([[top._id, "<p>Text 2</p>"]]);
  });

  it("doubles nothing when it is done again", async () => {
    const before = await node.world.comments.onThread((await node.find("Text 1")).thread);
    expect(await antiphon("adopt", `${far.origin}/@anna/1`, "--page", page)).to.equal(0);
    await walked();
    const after = await node.world.comments.onThread((await node.find("Text 1")).thread);
    expect(after.map(({ _id }) => _id)).to.deep.equal(before.map(({ _id }) => _id));
  });

  it("says why it takes nothing", async () => {
    const secret = serve("9", { to: [`${far.origin}/users/anna/followers`], content: "<p>secret</p>" });
    const second = blog.urlOf("second");
    for (const [address, to, code, sentence] of [
      [secret, page, 2, /cannot be taken\. .*not meant for everybody|private/i],
      [`${far.origin}/nothing`, page, 2, /cannot be taken\./],
      ["nonsense", page, 2, /is no address of the web/],
      [`${far.origin}/@anna/1`, second, 1, /It is comment #\d+ of another page/],
      [`${far.origin}/@anna/1`, "https://elsewhere.example/", 2, /is no page of a blog of this node/],
    ] as const) {
      said = [];
      expect(await antiphon("adopt", address, "--page", to), said.join("\n")).to.equal(code);
      expect(said.join("\n")).to.match(sentence).and.not.contain("secret");
    }
  });
});
