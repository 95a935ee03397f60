import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import { takenBackId } from "../../../src/usecases/receive/receive-removal.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import { journalOf } from "../../helpers/journal.ts";
import { makeKey, type TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;
const mika = "https://misskey.example/notes/9mknote001";
const post = "https://node.example/ap/posts/note1";

describe("the journal of a post", () => {
  let node: InboxNode;
  let key: TestKey;
  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
  });
  afterEach(() => node.close());

  const said = (thread: string | null = "thread") => journalOf(node.repos, thread);
  const create = (change: Json = {}): Json => {
    const whole = fixture("mastodon/create-reply");
    return { ...whole, object: { ...(whole["object"] as Json), ...change } };
  };
  const deliver = async (payload: unknown, by = key) => (await node.deliver(payload, by)).status;

  it("tells of a reply, of its new version and of its end", async () => {
    await deliver(create());
    await deliver(fixture("mastodon/update-reply"));
    await deliver(fixture("mastodon/delete-reply"));
    expect(await said()).to.deep.equal([
      "@ada@mastodon.example replied. The reply is on the page.",
      "@ada@mastodon.example changed a comment. The page shows the new words.",
      "A comment by @ada@mastodon.example was deleted, or is not public any more. Its words were erased here, too.",
    ]);
  });

  it("says where a reply can be looked at", async () => {
    await deliver(create());
    await node.repos.journal.written();
    const { items } = await node.repos.journal.of("thread", { limit: 1 });
    expect(items[0]).to.include({ object: remoteId, who: "ada@mastodon.example" });
  });

  it("spells addresses so that they can do nothing to a terminal", async () => {
    const odd = `${ada}/\u001b[2J\u202e`;
    await deliver(create({ id: odd }));
    await node.repos.journal.written();
    const { items } = await node.repos.journal.of("thread", { limit: 1 });
    expect(items[0]?.object).to.equal(`${ada}/%1B[2J%E2%80%AE`);
  });

  const dropped: Record<string, { payload: () => Json; before?: () => Promise<unknown>; says: RegExp }> = {
    "says nothing": {
      payload: () => create({ content: "", contentMap: {}, attachment: [] }),
      says: /not taken\. It has neither words nor pictures/,
    },
    "is a vote": {
      payload: () => create({ content: "", contentMap: {}, attachment: [], name: "Yes" }),
      says: /It is a vote in a poll/,
    },
    "was deleted before it came": {
      payload: create,
      before: () => node.repos.graves.bury(takenBackId(remoteId, ada), new Date("2030-01-01")),
      says: /not taken\. Its author deleted it before it reached us/,
    },
    "is below a closed post": {
      payload: create,
      before: () => node.repos.threads.change({ _id: "thread", version: 1 }, { announcement: "withdrawn" }),
      says: /not taken\. Comments on this page are closed: its post was taken back/,
    },
    "is to a thread that was closed for the fediverse": {
      payload: create,
      before: () => node.repos.threads.change({ _id: "thread", version: 1 }, { levels: { fediverse: "refuse" } }),
      says: /not taken\. Comments on this page are closed\./,
    },
    "is to a thread whose own days are over": {
      payload: create,
      before: () => node.repos.threads.change({ _id: "thread", version: 1 }, { closeAfterDays: 1 }),
      says: /not taken\. Comments on this page are closed\./,
    },
    "is by somebody who asks not to be shown": {
      payload: create,
      before: async () => {
        key = node.introduce({ ...actorOf("mastodon"), summary: "#noblog" });
      },
      says: /not taken\. Its author asks not to be shown/,
    },
  };
  for (const [name, { payload, before, says }] of Object.entries(dropped)) {
    it(`says why a reply that ${name} was not taken`, async () => {
      await before?.();
      expect(await deliver(payload())).to.equal(202);
      expect((await said()).join("\n")).to.match(says);
      expect(await node.comment(remoteId)).to.equal(null);
    });
  }

  it("says of a private message where it came from, and nothing else", async () => {
    const secret = create({ to: [`${ada}/followers`], cc: [], content: "A secret", url: `${ada}/secret` });
    await deliver({ ...secret, to: [`${ada}/followers`], cc: [] });
    await node.repos.journal.written();
    const { items } = await node.repos.journal.of("thread", { limit: 5 });
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ what: "private-message", who: "mastodon.example", object: null });
    expect(JSON.stringify(await node.repos.journal.of(null, { limit: 5 }))).to.not.match(/ada|secret/);
    expect(JSON.stringify(items)).to.not.match(/ada|secret/i);
  });

  it("says why a reply waits, and what came twice or changed nothing", async () => {
    await node.close();
    node = await startInboxNode({ site: { moderation: "first" } });
    key = node.introduce(actorOf("mastodon"));
    await deliver(create());
    await deliver(create());
    await deliver({ ...create(), type: "Update", id: `${remoteId}#again` });
    const lines = await said();
    expect(lines[0]).to.equal("@ada@mastodon.example replied. The reply waits for your decision.");
    expect(lines.slice(1).join("\n"))
      .to.include("came once more. It is here already.")
      .and.include("was not taken over.");
  });

  it("counts likes and boosts of an hour in a line each, without names", async () => {
    const misskey = node.introduce(actorOf("misskey"));
    await deliver(fixture("mastodon/like"));
    await deliver({ ...fixture("misskey/like"), object: post }, misskey);
    await deliver(fixture("mastodon/announce"));
    await deliver(fixture("mastodon/undo-like"));
    expect(await said()).to.have.members([
      "Likes that came within the hour: 2.",
      "Boosts that came within the hour: 1.",
      "Likes and boosts that were taken back within the hour: 1.",
    ]);
    node.clock.advance(3_600_000);
    await deliver({ ...fixture("mastodon/announce"), id: `${ada}/again`, object: post, actor: ada });
    expect(await said()).to.have.length(3);
  });

  describe("of what needed a look first", () => {
    const note = (id: string, change: Json = {}): Json => ({
      ...(fixture("misskey/create-reply")["object"] as Json),
      id,
      ...change,
    });
    beforeEach(() => node.introduce(actorOf("misskey")));

    it("tells of all that was found on the way up", async () => {
      node.fediverse.serve(mika, note(mika, { inReplyTo: post }));
      await deliver(node.show(create({ inReplyTo: mika })));
      expect(await said()).to.deep.equal([]);
      await node.work();
      expect(await said()).to.deep.equal([
        "@mika@misskey.example replied. The reply is on the page.",
        "@ada@mastodon.example replied. The reply is on the page.",
      ]);
    });

    it("tells for no post in particular why the way up led nowhere, and that it was given up", async () => {
      node.fediverse.serve(mika, note(mika, { to: [ada], cc: [] }));
      await deliver(node.show(create({ inReplyTo: mika })));
      await node.work();
      expect(await said(null)).to.deep.equal([
        "A reply by @ada@mastodon.example was not taken. It answers something that is not meant for everybody.",
      ]);
      node.fediverse.silence(mika);
      await deliver(node.show(create({ id: `${ada}/statuses/2`, inReplyTo: mika })));
      for (let tries = 0; tries < 5; tries++) {
        await node.work();
        node.clock.advance(30 * 3_600_000);
      }
      expect((await said(null)).at(-1)).to.equal(
        "A reply by mastodon.example could not be looked at, and was given up. misskey.example does not answer right now.",
      );
    });

    it("tells of an edit and a deletion that somebody else passed on", async () => {
      const misskey = node.introduce(actorOf("misskey"));
      await deliver(fixture("misskey/create-reply"), misskey);
      node.fediverse.serve(mika, { status: 410 });
      await deliver(fixture("misskey/delete-reply"));
      await node.work();
      expect((await said()).at(-1)).to.match(/^A comment by @mika@misskey.example was deleted/);
    });
  });

  describe("for what belongs to no post", () => {
    it("says that a server, and not who, could not prove who it is", async () => {
      expect(await deliver(create(), makeKey(key.id))).to.equal(401);
      expect(await said(null)).to.deep.equal([
        "Something from mastodon.example was turned away. The sender could not prove who they are.",
      ]);
      expect(await said()).to.deep.equal([]);
    });

    it("says who is blocked, and what is about nothing here", async () => {
      const now = node.clock.now();
      const block = (_id: string, kind: "actor" | "host", value: string) =>
        node.repos.blocks.put({ _id, kind, value, label: value, note: "", createdAt: now });
      await deliver({ ...fixture("mastodon/like"), object: "https://node.example/ap/posts/none" });
      node.clock.advance(1_000);
      await block(`actor:${ada}`, "actor", ada);
      await deliver(create());
      node.clock.advance(1_000);
      await node.repos.blocks.remove(`actor:${ada}`);
      await block("host:mastodon.example", "host", "mastodon.example");
      expect(await deliver(create())).to.equal(403);
      expect(await said(null)).to.deep.equal([
        "A like or a boost by @ada@mastodon.example was not counted. It is about something that is not on this blog.",
        "Something from mastodon.example was left aside. You blocked this person.",
        "Something from mastodon.example was turned away. You blocked this server.",
      ]);
    });

    it("says what could not be checked, as its server was away", async () => {
      const stranger = "https://away.example/users/x";
      node.fediverse.silence(stranger);
      expect(await deliver({ ...create(), actor: stranger }, makeKey(`${stranger}#main-key`))).to.equal(503);
      expect((await said(null))[0]).to.match(/^Something from away.example could not be checked. It may come again\./);
    });
  });

  it("names nobody whose account is gone", async () => {
    await deliver(create());
    await deliver(fixture("mastodon/delete-actor"));
    await node.work();
    await node.repos.journal.written();
    const all = [...(await said()), ...(await said(null))];
    expect(all).to.have.length(2);
    expect(all.join("\n")).to.include("Somebody on mastodon.example deleted their account").and.not.include("ada");
    expect(JSON.stringify(await node.repos.journal.of("thread", { limit: 5 }))).to.not.include("ada");
  });

  it("fails nothing when it cannot be written", async () => {
    const broken = () => Promise.reject(new Error("The journal is away."));
    node.repos.comments.get = broken;
    expect(await deliver(fixture("mastodon/follow"))).to.equal(202);
  });

  it("lets one activity cause a bounded number of look-ups, however much is in it", async () => {
    const links = Array.from({ length: 40 }, (_, i) => `https://mastodon.example/objects/${i}`);
    await deliver({ ...create(), object: links });
    const jobs: { fetches: number }[] = [];
    const until = new Date(node.clock.now().getTime() + 60_000);
    for (;;) {
      const claimed = await node.repos.jobs.claim({
        by: "t",
        now: node.clock.now(),
        until,
        limit: 99,
        exceptLanes: [],
      });
      if (claimed.length === 0) break;
      jobs.push(...claimed.map(({ payload }) => payload as { fetches: number }));
      await node.repos.jobs.done(
        claimed.map(({ _id }) => _id),
        "t",
      );
    }
    expect(jobs).to.have.length(20);
    expect(jobs.reduce((sum, { fetches }) => sum + fetches, 0)).to.be.at.most(24);
  });

  it("gives a climb up that keeps using up its share, after three tries", async () => {
    node.introduce(actorOf("misskey"));
    const at = (i: number) => `https://misskey.example/notes/up${i}`;
    for (let i = 0; i < 20; i++) {
      node.fediverse.serve(at(i), {
        ...(fixture("misskey/create-reply")["object"] as Json),
        id: at(i),
        inReplyTo: at(i + 1),
      });
    }
    node.show(create({ inReplyTo: at(0) }));
    await node.repos.jobs.put(
      [
        {
          id: "c",
          kind: "climb",
          lane: "x",
          payload: { id: remoteId, answers: at(0), actor: ada, fetches: 3 },
        },
      ],
      node.clock.now(),
    );
    await node.inbox.profiles.ofActor(ada);
    const kinds: string[] = [];
    for (let tries = 0; tries < 4; tries++) {
      kinds.push(...(await node.work()).map(({ kind }) => kind));
      node.clock.advance(3_600_000);
    }
    expect(kinds).to.deep.equal(["retry", "retry", "done"]);
    expect((await said(null)).at(-1))
      .to.include("given up")
      .and.include("more questions to other servers than it is worth");
  });
});
