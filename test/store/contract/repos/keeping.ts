import { expect } from "chai";
import type { AuditEntry } from "../../../../src/domain/audit.ts";
import type { Visitor } from "../../../../src/domain/author.ts";
import { deliveryKind } from "../../../../src/domain/job.ts";
import { usualKeeping } from "../../../../src/domain/keeping.ts";
import type { Repos } from "../../../../src/domain/repos.ts";
import type { Store } from "../../../../src/store/open.ts";
import { aComment } from "../../../helpers/comment.ts";
import { at, type Backend } from "../backend.ts";

const day = 86_400_000;
const bare = { kind: "visitor", name: "", website: null } as const;
const later = (days: number) => new Date(at("12:00:00").getTime() + days * day);

function act(subject: string, label: string): AuditEntry {
  const by = { id: "owner", name: "the owner" };
  const times = { createdAt: at("12:00:00"), until: later(730) };
  return { _id: `act on ${subject}`, by, act: "comment.hide", site: null, subject, label, detail: null, ...times };
}

/** What ends with time: salts of networks, their names on comments, mailboxes, what waits, journal and log. */
export function keepingContract(backend: Backend): void {
  describe("what is kept for a while", () => {
    let store: Store;
    let repos: Repos;
    beforeEach(async () => {
      store = await backend.store();
      repos = store.repos;
    });
    afterEach(() => backend.release());

    const put = async (id: string, author: Visitor, more: object = {}) => {
      await repos.comments.add(aComment({ _id: id, author, ...more }));
    };
    const authorOf = async (id: string) => (await repos.comments.get(id))?.author as Visitor;

    it("has one salt for a period, whoever made it", async () => {
      expect(await repos.salts.ensure({ _id: "0735", word: "one" })).to.deep.equal({ _id: "0735", word: "one" });
      expect(await repos.salts.ensure({ _id: "0735", word: "two" })).to.deep.equal({ _id: "0735", word: "one" });
      await repos.salts.ensure({ _id: "0736", word: "next" });
      await repos.salts.remove("0735");
      expect(await repos.salts.all()).to.deep.equal([{ _id: "0736", word: "next" }]);
    });

    it("takes names of networks off under salts before one, and nothing else", async () => {
      await put("alone", { ...bare, email: null, hash: "~0735~abc" });
      await put("beside", { ...bare, email: "a@b.example", hash: "mail", network: "~0735~abc" });
      await put("next", { ...bare, email: null, hash: "~0736~abc" });
      await put("old", { ...bare, email: null, hash: "zzz" });
      expect(await repos.comments.forgetNetworks("~0736~")).to.equal(2);
      expect(await authorOf("alone")).to.deep.equal({ ...bare, email: null, hash: "" });
      expect(await authorOf("beside")).to.deep.equal({ ...bare, email: "a@b.example", hash: "mail" });
      expect([(await authorOf("next")).hash, (await authorOf("old")).hash]).to.deep.equal(["~0736~abc", "zzz"]);
      expect((await repos.comments.get("alone"))?.version).to.equal(1);
    });

    it("finds all in order, those with a mailbox, and what has waited", async () => {
      const createdAt = at("10:00:00");
      await put("a", { ...bare, email: "a@b.example", hash: "mail" }, { createdAt });
      await put("b", { ...bare, email: null, hash: "" }, { createdAt, state: "held" });
      await put("c", { ...bare, email: "c@b.example", hash: "c" }, { createdAt: at("12:00:00"), state: "held" });
      // As an older version left them, but for one.
      await store.docs.comments.updateMany({ _id: { $in: ["a", "c"] } }, { $unset: { heldSince: true } });
      await store.docs.comments.updateOne({ _id: "b" }, { $set: { heldSince: at("10:30:00") } });
      const ids = (found: { _id: string }[]) => found.map(({ _id }) => _id);
      expect(ids(await repos.comments.inOrder("a", 1))).to.deep.equal(["b"]);
      expect(ids(await repos.comments.withMailbox(at("11:00:00"), 9, ""))).to.deep.equal(["a"]);
      expect(ids(await repos.comments.withMailbox(at("11:00:00"), 9, "a"))).to.deep.equal([]);
      expect(ids(await repos.comments.heldBefore(at("11:00:00"), 9))).to.deep.equal(["b"]);
      await repos.comments.countHeld(at("12:30:00"));
      expect(ids(await repos.comments.heldBefore(at("12:29:59"), 9))).to.deep.equal(["b"]);
      expect(ids(await repos.comments.heldBefore(at("12:30:00"), 9))).to.deep.equal(["b", "c"]);
      expect((await repos.comments.get("a"))?.heldSince ?? null).to.equal(null);
    });

    it("remembers what was erased, and what of it is due after a restore", async () => {
      await put("a", { ...bare, email: null, hash: "" });
      const comment = await repos.comments.get("a");
      await repos.comments.change({ _id: "a", number: 1, version: 1 }, { state: "removed" });
      await repos.erasures.note("mailbox abc");
      const known = async () => (await store.docs.erasures.find({}).toArray()).map(({ _id }) => _id);
      expect([comment?.state, await known()]).to.deep.equal(["published", ["a", "mailbox abc"]]);
      expect(await repos.erasures.due(9)).to.deep.equal([]);
      await store.docs.erasures.updateMany({}, { $set: { due: true } });
      expect((await repos.erasures.due(9)).map(({ _id }) => _id)).to.deep.equal(["a", "mailbox abc"]);
      await repos.erasures.settle(["a"]);
      const [{ at: noted } = { at: null }] = await store.docs.erasures.find({ _id: "mailbox abc" }).toArray();
      expect(await repos.erasures.dueSince("a")).to.equal(null);
      expect(await repos.erasures.dueSince("mailbox abc"))
        .to.deep.equal(noted)
        .and.not.equal(null);
      // What its author had taken back is there again.
      await repos.comments.change({ _id: "a", number: 1, version: 2 }, { state: "published", takenBack: false });
      expect(await known()).to.deep.equal(["mailbox abc"]);
    });

    it("takes the name off what was written down of a comment that is emptied", async () => {
      await put("a", { ...bare, name: "Ada", email: null, hash: "" });
      await repos.audit.add([act("a", "#1 by Ada"), act("b", "#2 by Ada")]);
      await repos.comments.change({ _id: "a", number: 1, version: 1 }, { state: "removed" });
      const labels = (await store.docs.audit.find({}).sort({ _id: 1 }).toArray()).map(({ label }) => label);
      expect(labels).to.deep.equal(["#1", "#2 by Ada"]);
    });

    it("forgets messages that name somebody, unless they still wait", async () => {
      const bea = "https://far.example/users/bea";
      await repos.bodies.put("old", "blog", JSON.stringify({ to: bea }), at("10:00:00"));
      await repos.bodies.put("waits", "blog", JSON.stringify({ to: bea }), at("10:00:00"));
      await repos.bodies.put("other", "blog", "{}", at("10:00:00"));
      const job = { id: "j", kind: deliveryKind, lane: "far.example", payload: { activity: "waits", inbox: bea } };
      await repos.jobs.put([job], at("10:00:00"));
      await repos.bodies.forgetNaming(bea);
      const left = (await store.docs.bodies.find({}).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
      expect(left).to.deep.equal(["other", "waits"]);
    });

    it("knows whether rules name a network so", async () => {
      const rule = { label: "", note: "", createdAt: at("10:00:00"), kind: "network" as const };
      await repos.blocks.put({ ...rule, _id: "blog/network:~0735~abc", site: "blog", value: "~0735~abc" });
      expect([await repos.blocks.hasKind("network"), await repos.blocks.hasKind("mail")]).to.deep.equal([true, false]);
      expect(await repos.blocks.namesNetwork("~0735~")).to.equal(true);
      expect(await repos.blocks.namesNetwork("~0736~")).to.equal(false);
    });

    it("ends when the owner says so, where that is earlier than usual", async () => {
      const line = { who: "ann@far.example", object: null, reason: null, times: 1, what: "comment-gone" } as const;
      const createdAt = at("12:00:00");
      await store.docs.journal.insertMany([
        { ...line, _id: "post", thread: "thread", createdAt, until: later(90) },
        { ...line, _id: "node", thread: null, createdAt, until: later(14) },
      ]);
      await repos.audit.add([{ ...act("a", "#1"), _id: "act", createdAt }]);
      const left = async () => [
        ...(await store.docs.journal.find({}).toArray()).map(({ _id }) => _id),
        ...(await store.docs.audit.find({}).toArray()).map(({ _id }) => _id),
      ];
      const keep = { ...usualKeeping, journal: 20, audit: 40 };
      await store.sweep(later(13), keep);
      expect(await left()).to.have.members(["post", "node", "act"]);
      await store.sweep(later(20), keep);
      expect(await left()).to.have.members(["act"]);
      await store.sweep(later(40), keep);
      expect(await left()).to.deep.equal([]);
    });
  });
}
