import type createApexType from "activitypub-express";
import createApex from "activitypub-express";
import { expect } from "chai";
import { createActors } from "../../../federation/actors.ts";
import { onlyBundled } from "../../../federation/engine/context.ts";
import { createEngine, type Recipients } from "../../../federation/engine/engine.ts";
import { closed, closeNetwork, routePatterns } from "../../../federation/engine/isolation.ts";
import { createStoreView } from "../../../federation/engine/store-view.ts";
import { tidy } from "../../../federation/engine/tidy.ts";
import type { Activity } from "../../../federation/outgoing/document.ts";
import type { View } from "../../../federation/outgoing/view.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { addresses, origin, silent } from "./node.ts";

type Apex = ReturnType<typeof createApexType>;

const everyone = "https://www.w3.org/ns/activitystreams#Public";
const emptyView: View = { find: async () => ({ kind: "none" }), outbox: async () => ({ items: [], next: null }) };

function bare(): Apex {
  const logger = { info() {}, warn() {}, error() {} };
  const names = { name: "a", version: "1", baseUrl: origin, domain: "node.example" };
  const parameters = { actorParam: "actor", objectParam: "object", activityParam: "activity" };
  const rest = { context: [], store: {}, logger, offlineMode: true, itemsPerPage: 20 };
  return createApex({ ...names, ...parameters, ...rest, routes: routePatterns });
}

describe("the engine", () => {
  let store: Store;

  beforeEach(async () => {
    store = await openStore("sqlite::memory:");
  });
  afterEach(() => store.close());

  function anEngine(queued: { id: string; actor: string; body: string; inboxes: string[] }[] = []) {
    const world = { ...store.repos, ids: { opaque: () => "id" }, log: silent };
    const queue = async (activity: { id: string; actor: string; body: string }, recipients: Recipients) => {
      const inboxes: string[] = [];
      for await (const page of recipients) inboxes.push(...page.inboxes);
      queued.push({ ...activity, inboxes });
    };
    return createEngine({ world, addresses, actors: createActors(world), view: emptyView, queue, version: "1" });
  }

  async function* inboxes(...given: string[]) {
    yield { inboxes: given, patient: false };
  }

  const follow = { id: "https://social.example/f/1", type: "Follow", actor: "https://social.example/u/bob" };
  const accept: Activity = {
    id: `${origin}/ap/activities/accept.x.1`,
    type: "Accept",
    actor: `${origin}/ap/actors/blog`,
    to: ["https://social.example/u/bob"],
    published: "2026-11-02T10:00:00Z",
    object: { ...follow, object: `${origin}/ap/actors/blog` },
  };

  it("builds each activity: the one that is queued is what it made", async () => {
    const queued: { id: string; actor: string; body: string; inboxes: string[] }[] = [];
    await anEngine(queued).publish("blog", accept, inboxes("https://social.example/inbox"));
    expect(queued).to.have.length(1);
    expect(queued[0]).to.include({ id: accept.id, actor: "blog" });
    expect(queued[0]?.inboxes).to.deep.equal(["https://social.example/inbox"]);
    const body = JSON.parse(queued[0]?.body ?? "");
    expect(body["@context"][0]).to.equal("https://www.w3.org/ns/activitystreams");
    expect(body).to.deep.include({ ...accept, object: accept["object"] });
    expect(body).not.to.have.any.keys("likes", "shares");
  });

  it("keeps our terms beyond ActivityStreams, with lists and addresses in full", async () => {
    const given = {
      id: `${origin}/ap/posts/x`,
      type: "Note",
      content: "x",
      contentMap: { de: "x" },
      sensitive: true,
      to: [everyone],
      blurhash: "LEHV6",
      commentsEnabled: true,
      discoverable: true,
      indexable: false,
      featured: `${origin}/featured`,
      attributionDomains: ["blog.example"],
      webfinger: "blog@node.example",
      manuallyApprovesFollowers: true,
      interactionPolicy: { canReply: { automaticApproval: [everyone], manualApproval: [] } },
      tag: [{ type: "Hashtag", name: "#tea", href: "https://blog.example/tea" }],
      attachment: [{ type: "PropertyValue", name: "Blog", value: "https://blog.example/" }],
    };
    const { "@context": context, ...rendered } = JSON.parse(await anEngine().render(given));
    expect(rendered).to.deep.equal(given);
    expect(context).to.have.length(3);
  });

  it("has none of the functions that reach the network, count or keep time in its module", () => {
    const apex = bare();
    const before = closed.map((name) => apex[name]);
    closeNetwork(apex);
    closed.forEach((name, i) => {
      expect(apex[name], name).not.to.equal(before[i]);
      expect(() => (apex[name] as () => unknown)(), name).to.throw(/guarded fetch alone/);
    });
    expect(apex.net).to.deep.equal({});
  });

  it("fetches no context: one that is not bundled is refused", async () => {
    const loader = onlyBundled(bare().jsonldContextLoader);
    expect(await loader("https://www.w3.org/ns/activitystreams")).to.have.property("document");
    let error: unknown;
    await loader("https://evil.example/context").catch((thrown: unknown) => {
      error = thrown;
    });
    expect(String(error)).to.contain("not bundled");
  });

  it("shares nothing between two instances", async () => {
    const [one, other] = [bare(), bare()];
    closeNetwork(one);
    closeNetwork(other);
    const shared = (Object.keys(one) as (keyof Apex)[]).filter((name) => {
      const value: unknown = one[name];
      return value !== null && typeof value !== "string" && typeof value === "object" && value === other[name];
    });
    expect(shared).to.deep.equal([]);
    const url = "https://www.w3.org/ns/activitystreams";
    const contexts = [onlyBundled(one.jsonldContextLoader), onlyBundled(other.jsonldContextLoader)];
    const documents = await Promise.all(contexts.map(async (load) => (await load(url)).document));
    expect(documents[0]).to.deep.equal(documents[1]);
    expect(documents[0]).not.to.equal(documents[1]);
    const [first, second] = [anEngine(), anEngine()];
    expect(first.app).not.to.equal(second.app);
    expect(first.app.locals).not.to.equal(second.app.locals);
  });

  it("has no store of its own: all it would write is refused", async () => {
    const world = { ...store.repos, ids: { opaque: () => "id" } };
    const view = createStoreView({ view: emptyView, addresses, actors: createActors(world), ...world });
    const writing = Object.keys(view).filter((name) => /^(save|update|remove|find|delivery)|Context$/.test(name));
    expect(writing).to.have.length(13);
    for (const name of writing) {
      const refused = await (view[name as keyof typeof view] as () => Promise<unknown>)().catch(String);
      expect(refused, name).to.contain("is a view");
    }
    expect(Object.keys(view).filter((name) => name !== "db")).to.have.length(20);
    expect(await view.getUserCount()).to.equal(0);
  });

  it("lets nothing private through, at any depth", () => {
    const tidied = tidy({ bto: ["x"], _meta: {}, object: { bcc: "x", to: "as:Public", _local: 1, items: "one" } });
    expect(tidied).to.deep.equal({ object: { to: [everyone], items: ["one"] } });
  });
});
