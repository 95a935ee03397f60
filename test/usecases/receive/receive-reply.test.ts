import { expect } from "chai";
import { publish } from "../../../src/domain/verdict.ts";
import { takenBackId } from "../../../src/usecases/receive/receive-removal.ts";
import { createReceiveReply } from "../../../src/usecases/receive/receive-reply.ts";
import { aComment } from "../../helpers/comment.ts";
import { ada, aReply, aWorld, type TestWorld } from "./harness.ts";

describe("receive-reply", () => {
  let world: TestWorld;
  let receiveReply: ReturnType<typeof createReceiveReply>;

  beforeEach(async () => {
    world = await aWorld();
    receiveReply = createReceiveReply(world);
  });
  afterEach(() => world.close());

  it("publishes a reply and leaves its thread to be raised", async () => {
    expect(await receiveReply(aReply())).to.deep.equal({ kind: "published", id: "f1" });
    const comment = await world.comments.get("f1");
    expect(comment).to.include({
      state: "published",
      html: "<p>Hello world</p>",
      lang: "en",
      federate: false,
      version: 1,
    });
    expect(comment?.createdAt.toISOString()).to.equal("2026-11-01T11:00:00.000Z");
    expect(comment?.owed).to.deep.equal(["thread"]);
    expect(world.noticed).to.deep.equal(["comment f1"]);
  });

  it("holds what the checks hold, with their reasons", async () => {
    const reasons = [{ check: "first-timer" as const, sentence: "Somebody new." }];
    world.verdict.next = { kind: "hold", reasons };
    expect(await receiveReply(aReply())).to.deep.equal({ kind: "held", id: "f1" });
    expect(await world.comments.get("f1")).to.deep.include({ state: "held", heldFor: reasons });
  });

  it("stores nothing that the checks refuse", async () => {
    world.verdict.next = { kind: "refuse", reasons: [{ check: "blocklist", sentence: "Blocked." }] };
    expect(await receiveReply(aReply())).to.deep.equal({ kind: "refused", reasons: ["Blocked."] });
    expect(await world.comments.get("f1")).to.equal(null);
  });

  it("stores a reply once and changes nothing the second time", async () => {
    await receiveReply(aReply());
    expect(await receiveReply(aReply({ html: "<p>other</p>" }))).to.deep.equal({ kind: "already", id: "f1" });
    expect((await world.comments.get("f1"))?.html).to.equal("<p>Hello world</p>");
  });

  it("stores one of two that come at the same time", async () => {
    const outcomes = await Promise.all([receiveReply(aReply()), receiveReply(aReply())]);
    expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(["already", "published"]);
  });

  it("never brings back what was removed here", async () => {
    await world.comments.add(aComment({ _id: "f1", state: "removed", origin: "fediverse" }));
    expect((await receiveReply(aReply())).kind).to.equal("already");
    expect((await world.comments.get("f1"))?.state).to.equal("removed");
  });

  it("ignores what its author took back before it came, until that is forgotten", async () => {
    const noteId = "https://social.example/notes/1";
    await world.graves.bury(takenBackId(noteId, ada.id), new Date("2026-11-01T13:00:00Z"));
    expect((await receiveReply(aReply())).kind).to.equal("ignored");
    world.clock.advance(2 * 3_600_000);
    expect((await receiveReply(aReply())).kind).to.equal("published");
  });

  it("ignores an author who asks not to be shown, and a reply with nothing to see", async () => {
    expect((await receiveReply(aReply({ hidden: true }))).kind).to.equal("ignored");
    expect((await receiveReply(aReply({ html: "<p> <br> </p>" }))).kind).to.equal("ignored");
    expect(await world.comments.get("f1")).to.equal(null);
  });

  it("stores a picture without words", async () => {
    const attachments = [{ url: "https://social.example/1.png", mediaType: "image/png", alt: "A cat" }];
    expect((await receiveReply(aReply({ html: "", attachments }))).kind).to.equal("published");
  });

  it("places an answer below its parent", async () => {
    const parent = aComment({ _id: "abc", path: ["top"] });
    await receiveReply(aReply({ parent }));
    expect(await world.comments.get("f1")).to.deep.include({ parent: "abc", path: ["top", "abc"] });
  });

  it("does not date a reply ahead of our own clock", async () => {
    await receiveReply(aReply({ createdAt: new Date("2027-01-01T00:00:00Z") }));
    expect((await world.comments.get("f1"))?.createdAt).to.deep.equal(world.clock.now());
  });

  it("keeps the first words of a text that is longer than can be shown", async () => {
    await receiveReply(aReply({ html: `<p>${"word ".repeat(40_000)}</p>` }));
    const comment = await world.comments.get("f1");
    expect(comment?.source.type).to.equal("text/plain");
    expect(comment?.html.length).to.be.lessThan(25_000);
  });

  it("counts links for the checks, but neither mentions nor hashtags", async () => {
    const seen: number[] = [];
    const judge = async ({ links }: { links: number }) => {
      seen.push(links);
      return publish;
    };
    const html =
      '<p><a href="https://a.example" class="u-url mention">@a</a> <a href="https://b.example" class="mention hashtag">#b</a> <a href="https://c.example">c</a></p>';
    await createReceiveReply({ ...world, checks: { ...world.checks, judge } })(aReply({ html }));
    expect(seen).to.deep.equal([1]);
  });
});
