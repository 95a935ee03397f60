import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { Reaction } from "../../../src/domain/reaction.ts";
import { createSecrets } from "../../../src/runtime.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { dropQuotes, endQuotes, revokeQuotes } from "../../../src/usecases/receive/drop-quotes.ts";
import { createForgetActor } from "../../../src/usecases/receive/forget-actor.ts";
import { createReceiveQuote, type RemoteQuote } from "../../../src/usecases/receive/receive-quote.ts";
import { createReceiveReaction, type RemoteReaction } from "../../../src/usecases/receive/receive-reaction.ts";
import { createUndoReaction } from "../../../src/usecases/receive/undo-reaction.ts";
import { aComment } from "../../helpers/comment.ts";
import { withNetworks } from "../../helpers/networks.ts";
import { ada, aWorld, type TestWorld } from "./harness.ts";

const bob = "https://other.example/bob";
const thumb = { text: "👍", image: null };
const party = { text: "🎉", image: null };

/** Who changes their mind, and what follows from it. */
describe("changed minds", () => {
  let world: TestWorld;
  let receiveReaction: ReturnType<typeof createReceiveReaction>;
  let undoReaction: ReturnType<typeof createUndoReaction>;
  let receiveQuote: ReturnType<typeof createReceiveQuote>;

  const react = (given: Partial<RemoteReaction> = {}) =>
    receiveReaction({
      kind: "like",
      target: { kind: "comment", id: "abc" },
      site: "site",
      actor: ada.id,
      activity: `${ada.id}#likes/1`,
      ...given,
    });
  const second = { activity: `${ada.id}#likes/2` };
  const counts = async () => (await world.comments.get("abc"))?.counts;

  beforeEach(async () => {
    world = await aWorld();
    receiveReaction = createReceiveReaction(world);
    undoReaction = createUndoReaction(world);
    receiveQuote = createReceiveQuote(world);
    await world.comments.add(aComment({ _id: "abc" }));
  });
  afterEach(() => world.close());

  it("lets the newer of a like and a dislike count, and does not go back when the older one comes again", async () => {
    await react();
    await react({ kind: "dislike", ...second });
    expect(await counts()).to.deep.equal({ likes: 0, boosts: 0, dislikes: 1 });
    expect((await react()).kind).to.equal("ignored");
    expect(await counts()).to.deep.equal({ likes: 0, boosts: 0, dislikes: 1 });
    await react({ activity: `${ada.id}#likes/3` });
    expect(await counts()).to.deep.equal({ likes: 1, boosts: 0 });
  });

  it("lets a like carry one emoji at a time", async () => {
    await react({ emoji: thumb });
    await react({ emoji: party, ...second });
    const changed = { likes: 1, boosts: 0, emojiLikes: 1, emoji: [{ ...party, count: 1 }] };
    expect(await counts()).to.deep.equal(changed);
    expect((await react({ emoji: thumb })).kind).to.equal("ignored");
    expect(await counts()).to.deep.equal(changed);
  });

  it("leaves the newer like alone when the Undo of the older one comes late", async () => {
    await react({ emoji: thumb });
    await react({ emoji: party, ...second });
    const late = { actor: ada.id, activity: `${ada.id}#likes/1`, about: { kind: "like", target: "abc" } } as const;
    expect((await undoReaction(late)).kind).to.equal("unknown");
    expect((await counts())?.likes).to.equal(1);
    expect((await undoReaction({ ...late, ...second })).kind).to.equal("undone");
    expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
  });

  it("keeps undone what was undone, whichever of its activities comes again", async () => {
    await react();
    await undoReaction({ actor: ada.id, activity: `${ada.id}#likes/1`, about: null });
    await react(second);
    await undoReaction({ actor: ada.id, ...second, about: null });
    for (const activity of [`${ada.id}#likes/1`, `${ada.id}#likes/2`]) await react({ activity });
    expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
  });

  it("counts several emoji of one person, each once, and ten at most", async () => {
    const faces = [..."😀😁😂😃😄😅😆😇😈😉😊😋"];
    for (const [i, text] of faces.entries())
      await react({ kind: "emoji", emoji: { text, image: null }, activity: `${ada.id}#e/${i}` });
    expect(await react({ kind: "emoji", emoji: { text: "😀", image: null }, activity: `${ada.id}#e/x` })).to.deep.equal(
      {
        kind: "already",
      },
    );
    expect((await counts())?.emoji).to.have.lengthOf(10);
    expect((await counts())?.emoji?.every(({ count }) => count === 1)).to.equal(true);
    expect((await counts())?.likes).to.equal(0);
  });

  it("counts an emoji once for a person who both likes with it and reacts with it", async () => {
    await react({ kind: "emoji", emoji: thumb });
    await react({ emoji: thumb, ...second });
    expect(await counts()).to.deep.equal({ likes: 1, boosts: 0, emoji: [{ ...thumb, count: 1 }] });
    await undoReaction({ actor: ada.id, activity: null, about: { kind: "emoji", target: "abc", emoji: "👍" } });
    expect(await counts()).to.deep.equal({ likes: 1, boosts: 0 });
    await react({ kind: "like", emoji: thumb, activity: `${ada.id}#likes/4` });
    expect((await react({ kind: "emoji", emoji: thumb, activity: `${ada.id}#e/9` })).kind).to.equal("already");
    expect((await counts())?.emoji).to.deep.equal([{ ...thumb, count: 1 }]);
  });

  describe("about quotes", () => {
    const quote = (given: Partial<RemoteQuote> = {}): RemoteQuote => ({
      id: "q1",
      target: { kind: "comment", id: "abc" },
      site: "site",
      actor: ada.id,
      note: "https://social.example/notes/1",
      by: "blog_guests",
      of: "/ap/comments/abc",
      open: true,
      asked: false,
      ...given,
    });
    const stamped = async (id = "q1") => (await world.reactions.get(id))?.quote?.stamped;

    it("counts people and not posts", async () => {
      await receiveQuote(quote());
      await receiveQuote(quote({ id: "q2", note: "https://social.example/notes/2" }));
      await receiveQuote(quote({ id: "q3", actor: bob, note: "https://other.example/1" }));
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0, quotes: 2 });
    });

    it("remembers the leave that was asked for, whether the request or the post comes first", async () => {
      await receiveQuote(quote({ asked: true }));
      await receiveQuote(quote());
      expect(await stamped()).to.equal(true);
      const other = { id: "q2", note: "https://social.example/notes/2" };
      await receiveQuote(quote(other));
      await receiveQuote(quote({ ...other, asked: true }));
      expect(await stamped("q2")).to.equal(true);
    });

    it("gives leave to what is private, and never counts it", async () => {
      expect((await receiveQuote(quote({ open: false, asked: true }))).kind).to.equal("counted");
      expect(await stamped()).to.equal(true);
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
    });

    it("counts a post that is for everybody, although its request did not say so, in either order", async () => {
      await receiveQuote(quote({ open: false, asked: true }));
      await receiveQuote(quote());
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0, quotes: 1 });
      expect(await stamped()).to.equal(true);
      await receiveQuote(quote({ open: false, asked: true }));
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0, quotes: 1 });
    });

    it("takes twenty of one person", async () => {
      for (let i = 0; i < 22; i++)
        await receiveQuote(quote({ id: `n${i}`, note: `https://social.example/notes/${i}` }));
      expect(await world.reactions.quotesOf("abc", 99)).to.have.lengthOf(20);
    });

    it("ends them with their post, also when it comes again or asks again", async () => {
      await receiveQuote(quote({ asked: true }));
      await endQuotes(world, quote());
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
      expect((await receiveQuote(quote())).kind).to.equal("ignored");
      expect((await receiveQuote(quote({ asked: true }))).kind).to.equal("ignored");
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
    });

    it("ends none but the actor's own", async () => {
      await receiveQuote(quote());
      expect(await dropQuotes(world, { actor: bob, note: quote().note })).to.equal(0);
      expect((await counts())?.quotes).to.equal(1);
    });

    it("drops every kind of a person whose account is gone", async () => {
      await react({ emoji: thumb });
      await react({ kind: "emoji", emoji: party, activity: `${ada.id}#e/1` });
      await react({ kind: "boost", activity: `${ada.id}#b/1` });
      await react({ kind: "dislike", actor: bob, activity: `${bob}#d/1` });
      await receiveQuote(quote());
      expect(await counts()).to.include({ likes: 1, boosts: 1, dislikes: 1, quotes: 1 });
      await createForgetActor({ ...world, secrets: createSecrets("a secret") })(ada.id);
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0, dislikes: 1 });
      expect(await world.reactions.by(ada.id, 9)).to.deep.equal([]);
    });

    it("takes leave back from whoever is blocked and for what is gone", async () => {
      const revoked: string[] = [];
      const outbox = {
        inboxesFor: async () => [],
        tellOfComment: async () => {},
        tellOfThread: async () => {},
        accept: async () => {},
        reject: async () => {},
        answerQuote: async () => {},
        report: async () => {},
        revokeQuote: async ({ _id }: Reaction) => void revoked.push(_id),
      };
      await receiveQuote(quote({ asked: true }));
      await receiveQuote(quote({ id: "q3", actor: bob, note: "https://other.example/1", asked: true }));
      await createBlock({
        ...withNetworks({ ...world, secrets: createSecrets("a secret") }),
        outbox,
        isPublicSuffix: () => false,
      })({ kind: "host", value: "other.example" }, owner);
      expect(revoked).to.deep.equal(["q3"]);
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0, quotes: 1 });
      await revokeQuotes({ ...world, outbox }, { kind: "comment", id: "abc" });
      expect(revoked).to.deep.equal(["q3", "q1"]);
      expect(await world.reactions.get("q1")).to.equal(null);
      expect(await counts()).to.deep.equal({ likes: 0, boosts: 0 });
    });
  });
});
