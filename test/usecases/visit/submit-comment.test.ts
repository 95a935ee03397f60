import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { World } from "../../../src/domain/ports.ts";
import { isProblem, type Problem } from "../../../src/domain/problem.ts";
import { createDecide } from "../../../src/usecases/moderate/decide.ts";
import { createOpenThread } from "../../../src/usecases/publish/open-thread.ts";
import { createEditOwnComment } from "../../../src/usecases/visit/edit-own-comment.ts";
import { createSubmitComment, type Submission } from "../../../src/usecases/visit/submit-comment.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld, postUrl } from "../../helpers/web.ts";

describe("submit-comment", () => {
  let world: World;
  let clock: TestClock;
  let told: string[];
  let close: () => Promise<void>;
  let submit: ReturnType<typeof createSubmitComment>;
  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world, clock, told } = made);
    close = () => made.store.close();
    await world.sites.add(aSite({ guests: true }));
    await world.threads.add(aThread());
    submit = createSubmitComment(world, createOpenThread(world));
  });
  afterEach(() => close());

  const draft = (given: Partial<Submission> = {}): Submission => ({
    url: postUrl,
    parent: null,
    text: "Hello",
    author: "Ben",
    email: "",
    website: "",
    federate: false,
    notify: false,
    address: "203.0.113.7",
    keys: [],
    draft: null,
    ...given,
  });
  const stored = (id: string) => world.comments.get(id);
  const fault = async (given: Partial<Submission>): Promise<Problem> => {
    const error: unknown = await submit(draft(given)).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!isProblem(error)) throw new Error("It was taken.");
    return error;
  };

  it("publishes, numbers and counts at once", async () => {
    const first = await submit(draft());
    const second = await submit(draft({ text: "Again", parent: first.comment.number }));
    expect(first.kind).to.equal("published");
    expect(second.comment).to.deep.include({ parent: first.comment._id, path: [first.comment._id] });
    expect(second.comment.number).to.be.greaterThan(first.comment.number);
    expect((await world.threads.get("thread"))?.counts).to.deep.equal({ published: 2, held: 0 });
    await world.debts.settled();
    expect((await world.comments.get(first.comment._id))?.owed).to.deep.equal([]);
  });

  it("opens the thread of a page that was never seen", async () => {
    const { comment } = await submit(draft({ url: "https://blog.example/fresh" }));
    expect((await world.threads.get(comment.thread))?.page.url).to.equal("https://blog.example/fresh");
  });

  it("tells the fediverse only of what is published and was agreed to", async () => {
    const { comment } = await submit(draft({ federate: true }));
    await submit(draft({ text: "Stay here" }));
    expect(told).to.deep.equal([`create comment ${comment._id}`]);
  });

  it("never federates where the thread keeps what visitors write", async () => {
    const first = await submit(draft({ text: "Before", federate: true }));
    const thread = await world.threads.get(first.comment.thread);
    if (thread) await world.threads.change(thread, { guestsStay: true });
    const { comment } = await submit(draft({ federate: true }));
    expect([first.comment.federate, comment.federate]).to.deep.equal([true, false]);
  });

  it("never federates where the blog does not", async () => {
    await world.sites.set("site", { guests: false });
    const { comment } = await submit(draft({ federate: true }));
    expect(comment.federate).to.equal(false);
    expect(told).to.deep.equal([]);
  });

  it("tells the fediverse of a held one when it is approved, of its edit, and of its end", async () => {
    await world.sites.set("site", { moderation: "first" });
    const { kind, comment, editKey } = await submit(draft({ federate: true }));
    expect(kind).to.equal("held");
    expect(told).to.deep.equal([]);
    const decide = createDecide(world);
    await decide(comment._id, "approve", owner);
    await createEditOwnComment(world)({ number: comment.number, key: editKey ?? "", text: "Better", address: "" });
    await decide(comment._id, "hide", owner);
    expect(told).to.deep.equal(["create", "update", "delete"].map((telling) => `${telling} comment ${comment._id}`));
  });

  describe("where strangers are held", () => {
    beforeEach(() => world.sites.set("site", { moderation: "first" }));

    it("knows a browser by the key of an approved comment", async () => {
      const first = await submit(draft());
      expect(first.kind).to.equal("held");
      expect((await submit(draft({ text: "Too soon", keys: [first.editKey ?? ""] }))).kind).to.equal("held");
      await createDecide(world)(first.comment._id, "approve", owner);
      clock.advance(90 * 24 * 3_600_000);
      expect((await submit(draft({ text: "Back again", keys: [first.editKey ?? ""] }))).kind).to.equal("published");
    });

    it("knows nobody by name and e-mail alone", async () => {
      const first = await submit(draft({ email: "ben@mail.example" }));
      await createDecide(world)(first.comment._id, "approve", owner);
      expect((await submit(draft({ text: "Me again", email: "ben@mail.example" }))).kind).to.equal("held");
    });

    it("believes no forged key", async () => {
      const first = await submit(draft());
      await createDecide(world)(first.comment._id, "approve", owner);
      const forged = (first.editKey ?? "").replace(/.$/, (last) => (last === "A" ? "B" : "A"));
      expect((await submit(draft({ text: "Forged", keys: [forged] }))).kind).to.equal("held");
    });
  });

  it("keeps no address and no more of an e-mail than a keyed hash beside it", async () => {
    const one = (await submit(draft())).comment;
    const neighbour = (await submit(draft({ text: "2", address: "203.0.113.200" }))).comment;
    const other = (await submit(draft({ text: "3", address: "203.0.114.7" }))).comment;
    expect(one.author)
      .to.have.property("hash")
      .that.equals((neighbour.author as { hash: string }).hash);
    expect(one.author)
      .to.have.property("hash")
      .that.does.not.equal((other.author as { hash: string }).hash);
    expect(JSON.stringify(one)).to.not.contain("203.0.113");
  });

  it("names each faulty field", async () => {
    const problem = await fault({ text: " ", email: "x", website: "ftp://x.example", author: "n".repeat(101) });
    expect(problem.kind).to.equal("invalid");
    expect(Object.keys(problem.fields ?? {}).sort()).to.deep.equal(["author", "email", "text", "website"]);
  });

  it("takes a website without its https, and drops what a name hides", async () => {
    const { comment } = await submit(draft({ website: "ben.example/me", author: " B\u202een\n " }));
    expect(comment.author).to.include({ website: "https://ben.example/me", name: "B en" });
  });

  it("refuses a parent that readers do not see", async () => {
    const { comment } = await submit(draft());
    await createDecide(world)(comment._id, "hide", owner);
    expect((await fault({ parent: comment.number })).fields).to.have.property("parent");
  });

  it("refuses a page whose post was withdrawn, and one of somebody else", async () => {
    expect((await fault({ url: "https://other.example/" })).kind).to.equal("forbidden");
    const thread = await world.threads.get("thread");
    if (thread) await world.threads.change(thread, { announcement: "withdrawn" });
    expect((await fault({})).message).to.contain("closed");
  });

  describe("sent again", () => {
    it("is one comment for a draft, however late, and another one for other words", async () => {
      const word = "my-secret-draft-word";
      const first = await submit(draft({ draft: word }));
      clock.advance(3_600_000);
      expect(await submit(draft({ draft: word }))).to.deep.equal({
        ...first,
        comment: await stored(first.comment._id),
      });
      const next = await submit(draft({ draft: word, text: "A second thought" }));
      expect(next.comment._id).to.not.equal(first.comment._id);
    });

    it("is one comment without a draft for a minute, also when both come at once", async () => {
      const [one, two] = await Promise.all([submit(draft()), submit(draft())]);
      clock.advance(59_000);
      const three = await submit(draft());
      expect(two?.comment._id).to.equal(one?.comment._id);
      expect(three.comment._id).to.equal(one?.comment._id);
      expect(three.kind).to.equal("published");
      clock.advance(2_000);
      expect((await submit(draft())).comment._id).to.not.equal(one?.comment._id);
    });

    it("is another comment for another name, parent or network", async () => {
      const first = await submit(draft());
      const others: Partial<Submission>[] = [
        { author: "Eva" },
        { address: "198.51.100.1" },
        { parent: first.comment.number },
      ];
      for (const other of others) {
        expect((await submit(draft(other))).comment._id).to.not.equal(first.comment._id);
      }
    });

    it("gives no key to a neighbour who copies the words", async () => {
      await submit(draft());
      expect((await submit(draft({ address: "203.0.113.200" }))).editKey).to.equal(null);
    });

    it("says that it is gone once it was removed, sorted out or hidden", async () => {
      for (const decision of ["delete", "spam", "hide"] as const) {
        const again = { draft: "my-secret-draft-word", text: decision };
        const { comment } = await submit(draft(again));
        await createDecide(world)(comment._id, decision, owner);
        expect((await fault(again)).kind, decision).to.equal("gone");
      }
    });
  });

  it("gives a draft's key to nobody who does not know the draft", async () => {
    const mine = await submit(draft({ draft: "my-secret-draft-word" }));
    const theirs = await submit(draft({ draft: "another-draft-word-x" }));
    const again = await submit(draft({ draft: "my-secret-draft-word" }));
    expect(again.editKey).to.equal(mine.editKey);
    expect(theirs.comment._id).to.not.equal(mine.comment._id);
  });
});
