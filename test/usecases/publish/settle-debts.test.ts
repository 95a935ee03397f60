import { expect } from "chai";
import type { Comment } from "../../../src/domain/comment.ts";
import type { Outbox } from "../../../src/domain/ports.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { noMail } from "../../../src/usecases/notify/plan-mail.ts";
import { createDebtCollector } from "../../../src/usecases/publish/settle-debts.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe("settle-debts", () => {
  let store: Store;
  let said: string[];
  let outbox: Outbox;
  const clock = createTestClock();

  const collector = () => createDebtCollector({ ...store.repos, outbox, mails: noMail, clock, log: silent });
  const owing = (given: Partial<Comment> & { _id: string }) =>
    aComment({ owed: ["thread", "fediverse"], owedSince: clock.now(), federate: true, ...given });

  beforeEach(async () => {
    store = await openStore("sqlite::memory:");
    said = [];
    outbox = {
      inboxesFor: async () => ["https://far.example/inbox"],
      tellOfComment: async (comment, telling, inboxes) =>
        void said.push(`${telling} ${comment._id} to ${inboxes.join(" ")}`),
      tellOfThread: async (thread, telling) => void said.push(`${telling} ${thread._id}`),
      accept: async (follower) => void said.push(`accept ${follower.remote}`),
      reject: async () => {},
      answerQuote: async () => {},
      report: async () => {},
      revokeQuote: async ({ actor }) => void said.push(`revoke the quote by ${actor}`),
    };
    await store.repos.sites.add(aSite({ guests: true }));
    await store.repos.threads.add(aThread());
  });
  afterEach(() => store.close());

  it("raises the thread once for a burst of comments and counts them", async () => {
    const debts = collector();
    for (const [i, state] of (["published", "published", "held"] as const).entries()) {
      await store.repos.comments.add(owing({ _id: `c${i}`, number: i, state, federate: false }));
    }
    for (const id of ["c0", "c1", "c2"]) debts.notice("comment", id);
    await debts.settled();
    const thread = await store.repos.threads.get("thread");
    expect(thread?.revision).to.equal(2);
    expect(thread?.counts).to.deep.equal({ published: 2, held: 1 });
    expect((await store.repos.comments.get("c1"))?.owed).to.deep.equal([]);
  });

  it("lets a thread be walked a quarter of an hour after a reply from elsewhere came, and after nothing else", async () => {
    const debts = collector();
    const dueAt = new Date(clock.now().getTime() + 15 * 60_000);
    await store.repos.comments.add(owing({ _id: "ours", number: 1, thread: "other", federate: false }));
    await store.repos.comments.add(owing({ _id: "f", number: 2, origin: "fediverse", federate: false }));
    for (const id of ["ours", "f"]) debts.notice("comment", id);
    await debts.settled();
    expect(await store.repos.walks.get("thread")).to.deep.include({ activityAt: clock.now(), dueAt });
    expect(await store.repos.walks.get("other")).to.equal(null);
  });

  it("creates, updates and deletes in turn, and keeps the recipients until the delete", async () => {
    const debts = collector();
    await store.repos.comments.add(owing({ _id: "c" }));
    debts.notice("comment", "c");
    await debts.settled();
    for (const change of [{ editedAt: clock.now() }, { state: "removed" as const }]) {
      const comment = (await store.repos.comments.get("c")) as Comment;
      await store.repos.comments.change(comment, { ...change, owed: ["thread", "fediverse"], owedSince: clock.now() });
      debts.notice("comment", "c");
      await debts.settled();
    }
    const to = "to https://far.example/inbox";
    expect(said).to.deep.equal([`create c ${to}`, `update c ${to}`, `delete c ${to}`]);
    const gone = await store.repos.comments.get("c");
    expect(gone?.told).to.equal(null);
    expect(gone?.toldInboxes).to.deep.equal([]);
  });

  it("still owes the delete of a comment that was removed while its create was being queued", async () => {
    const debts = collector();
    await store.repos.comments.add(owing({ _id: "c" }));
    outbox.tellOfComment = async (comment, telling) => {
      said.push(telling);
      if (telling !== "create") return;
      await store.repos.comments.change(comment, {
        state: "removed",
        owed: ["thread", "fediverse"],
        owedSince: clock.now(),
      });
      debts.notice("comment", "c");
    };
    debts.notice("comment", "c");
    await debts.settled();
    expect(said).to.deep.equal(["create", "delete"]);
  });

  it("makes up for a create that a fault cut off, even when the comment changed meanwhile", async () => {
    await store.repos.comments.add(owing({ _id: "c" }));
    outbox.tellOfComment = async () => {
      throw new Error("the queue was away");
    };
    const debts = collector();
    debts.notice("comment", "c");
    await debts.settled();
    const comment = (await store.repos.comments.get("c")) as Comment;
    expect(comment.owed).to.include("fediverse");
    await store.repos.comments.change(comment, { editedAt: clock.now() });

    outbox.tellOfComment = async ({ told }, telling) => void said.push(`${telling} ${told?.first}`);
    clock.advance(60_000);
    expect(await collector().sweep()).to.equal(1);
    expect(said).to.deep.equal(["create 2"]);
    expect(await store.repos.comments.get("c")).to.deep.include({ owed: [], told: { first: 2, last: 2 } });
  });

  it("sends nothing of a comment that another node removed meanwhile", async () => {
    await store.repos.comments.add(owing({ _id: "c" }));
    outbox.inboxesFor = async (comment) => {
      // What the other node does: removes, finds that nothing was told, and has nothing left to pay.
      await store.repos.comments.change(comment, { state: "removed" });
      await store.repos.comments.pay({ _id: "c", version: 2, owed: ["thread", "fediverse"] }, ["thread", "fediverse"]);
      return ["https://far.example/inbox"];
    };
    const debts = collector();
    debts.notice("comment", "c");
    await debts.settled();
    expect(said).to.deep.equal([]);
    expect(await store.repos.comments.get("c")).to.deep.include({ told: null, owed: [] });
  });

  it("lets nobody wait for who came later", async () => {
    await store.repos.comments.add(owing({ _id: "c", federate: false }));
    const { comments, threads } = store.repos;
    const among = async (ids: readonly string[]) =>
      ids.includes("later") ? new Promise<never>(() => undefined) : comments.among(ids);
    const raise: typeof threads.raise = async (id, counts) => {
      debts.notice("comment", "later");
      await threads.raise(id, counts);
    };
    const slow = { comments: { ...comments, among }, threads: { ...threads, raise } };
    const debts = createDebtCollector({ ...store.repos, ...slow, outbox, mails: noMail, clock, log: silent });
    debts.notice("comment", "c");
    await debts.settled("comment");
    expect((await threads.get("thread"))?.revision).to.equal(2);
  });

  it("goes on after the store was away", async () => {
    await store.repos.comments.add(owing({ _id: "c", federate: false }));
    const { comments } = store.repos;
    let away = true;
    const flaky = {
      ...comments,
      among: async (ids: readonly string[]) => (away ? Promise.reject(new Error("away")) : comments.among(ids)),
    };
    const debts = createDebtCollector({ ...store.repos, comments: flaky, outbox, mails: noMail, clock, log: silent });
    debts.notice("comment", "c");
    await debts.settled();
    away = false;
    debts.notice("comment", "c");
    await debts.settled();
    expect((await comments.get("c"))?.owed).to.deep.equal([]);
  });

  for (const whose of ["blog", "thread"])
    it(`tells nobody once the owner has switched guests off for the ${whose}, but takes back what was told`, async () => {
      if (whose === "blog") await store.repos.sites.set("site", { guests: false });
      else await store.repos.threads.change(aThread(), { guestsStay: true });
      await store.repos.comments.add(owing({ _id: "new" }));
      const told = { told: { first: 1, last: 1 }, toldInboxes: ["https://far.example/inbox"] };
      await store.repos.comments.add(owing({ _id: "gone", number: 2, state: "removed", ...told }));
      const debts = collector();
      debts.notice("comment", "new");
      debts.notice("comment", "gone");
      await debts.settled();
      expect(said).to.deep.equal(["delete gone to https://far.example/inbox"]);
    });

  it("never sends again what was deleted once, as no server would show it", async () => {
    const told = { told: { first: 1, last: 1 }, toldInboxes: ["https://far.example/inbox"] };
    await store.repos.comments.add(owing({ _id: "c", hiddenBy: "owner", ...told }));
    const debts = collector();
    debts.notice("comment", "c");
    await debts.settled();
    const hidden = (await store.repos.comments.get("c")) as Comment;
    await store.repos.comments.change(hidden, {
      hiddenBy: null,
      owed: ["thread", "fediverse"],
      owedSince: clock.now(),
    });
    debts.notice("comment", "c");
    await debts.settled();
    expect(said).to.deep.equal(["delete c to https://far.example/inbox"]);
  });

  it("leaves fresh debts to their own notice", async () => {
    await store.repos.comments.add(owing({ _id: "c", owedSince: clock.now() }));
    expect(await collector().sweep()).to.equal(0);
  });

  it("announces a post, updates it, and takes it back", async () => {
    const debts = collector();
    for (const announcement of ["announced", "announced", "withdrawn"] as const) {
      const thread = await store.repos.threads.get("thread");
      if (!thread) throw new Error("the thread is there");
      await store.repos.threads.change(thread, { announcement, owed: ["fediverse"], owedSince: clock.now() });
      debts.notice("thread", "thread");
      await debts.settled();
    }
    expect(said).to.deep.equal(["create thread", "update thread", "delete thread"]);
  });

  it("takes leave to quote back with what was quoted, whether others were told of that or not", async () => {
    const { comments, reactions, threads } = store.repos;
    const quote = (target: string) => ({
      ...{ _id: `q ${target}`, kind: "quote" as const, target, actor: "https://far.example/ada", host: "far.example" },
      ...{ activity: `https://far.example/${target}`, undone: false, createdAt: clock.now() },
      quote: { by: "blog", of: `/ap/posts/${target}`, stamped: true },
    });
    for (const target of ["a", "thread"]) await reactions.put(quote(target));
    await comments.add(owing({ _id: "a", state: "removed", told: { first: 1, last: 1 } }));
    await threads.change(aThread(), { announcement: "withdrawn", owed: ["fediverse"], owedSince: clock.now() });
    const debts = collector();
    debts.notice("comment", "a");
    await debts.settled();
    debts.notice("thread", "thread");
    await debts.settled();
    expect(said.filter((one) => one.startsWith("revoke"))).to.have.lengthOf(2);
    expect(await reactions.quotesOf("a", 9)).to.deep.equal([]);
    expect(await reactions.quotesOf("thread", 9)).to.deep.equal([]);
  });

  it("says nothing of an old post", async () => {
    const thread = aThread({
      _id: "old",
      url: "https://blog.example/old",
      noteId: "n2",
      announcement: "old",
      owed: ["fediverse"],
      owedSince: clock.now(),
    });
    await store.repos.threads.add(thread);
    const debts = collector();
    debts.notice("thread", "old");
    await debts.settled();
    expect(said).to.deep.equal([]);
    expect((await store.repos.threads.get("old"))?.owed).to.deep.equal([]);
  });

  it("comes to the same end wherever it is cut off", async () => {
    let cuts = 0;
    for (let cut = 1; cuts === cut - 1; cut++) {
      const id = `c${cut}`;
      await store.repos.comments.add(owing({ _id: id, number: cut }));
      const queued = new Set<string>();
      let steps = 0;
      /** Lets everything happen up to one step, which fails; after it the process is gone, so nothing happens at all. */
      const failing = <T extends object>(target: T): T =>
        new Proxy(target, {
          get: (whole, name) => {
            const method = Reflect.get(whole, name) as unknown;
            if (typeof method !== "function") return method;
            return (...args: unknown[]) =>
              ++steps >= cut ? Promise.reject(new Error(`cut at step ${cut}`)) : Reflect.apply(method, whole, args);
          },
        });
      const telling: Outbox = {
        ...outbox,
        tellOfComment: async (comment, what) => void queued.add(`${what} ${comment._id} ${comment.told?.first}`),
      };
      const { comments, threads, sites, followers, reactions, walks, votes, histories } = store.repos;
      const broken = createDebtCollector({
        comments: failing(comments),
        histories: failing(histories),
        threads: failing(threads),
        sites: failing(sites),
        outbox: failing(telling),
        mails: noMail,
        reactions: failing(reactions),
        ...{ followers, walks, votes, clock, log: silent },
      });
      broken.notice("comment", id);
      await broken.settled();

      clock.advance(60_000);
      await createDebtCollector({ ...store.repos, outbox: telling, mails: noMail, clock, log: silent }).sweep();
      expect([...queued], `cut at step ${cut}`).to.deep.equal([`create ${id} 1`]);
      expect(await comments.get(id), `cut at step ${cut}`).to.deep.include({ owed: [], told: { first: 1, last: 1 } });
      expect((await threads.get("thread"))?.counts.published).to.equal(cut);
      if (steps >= cut) cuts++;
    }
    expect(cuts).to.be.above(6);
  });
});
