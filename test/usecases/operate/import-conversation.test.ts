import { expect } from "chai";
import { storedAs, withoutAddressees } from "../../../federation/incoming/as-stored.ts";
import { commentIdOf } from "../../../federation/incoming/remote-id.ts";
import { type BlockKind, blockId, type Severity, severities } from "../../../src/domain/block.ts";
import type { Draft } from "../../../src/domain/import.ts";
import { createStatusDraft } from "../../../src/importers/mastodon-status.ts";
import { takenBackId } from "../../../src/usecases/receive/receive-removal.ts";
import { createReceiveReply } from "../../../src/usecases/receive/receive-reply.ts";
import { aComment } from "../../helpers/comment.ts";
import { aThreadDraft } from "../../helpers/drafts.ts";
import { aReply, aStatus } from "../../helpers/mastodon.ts";
import { aThread } from "../../helpers/thread.ts";
import { type Importing, openImporting, reasons, site } from "./importing.ts";

const bob = "https://far.example/users/bob";
const [opening, reply] = [aStatus("10"), aReply("11", "10")];

describe("importing a conversation of the fediverse", () => {
  let importing: Importing;
  beforeEach(async () => {
    importing = await openImporting();
  });
  afterEach(() => importing.store.close());

  /** The post and its answers, as the importer gives them. */
  function conversation(...answers: { id: string; uri: string }[]): Draft[] {
    const places = new Map([opening, ...answers].map(({ id, uri }) => [id, uri]));
    const fediverse = { place: storedAs, withoutAddressees, optsOut: () => false };
    const ids = { places, openings: new Set([opening.id]) };
    const draftOf = createStatusDraft(fediverse, { ids, thread: "t", origin: "https://node.example" });
    return [aThreadDraft(), draftOf(opening, true), ...answers.map((answer) => draftOf(answer, false))];
  }

  const stored = () => importing.world.comments.get(commentIdOf(reply.uri));

  async function rule(kind: BlockKind, value: string, severity: Severity): Promise<void> {
    const createdAt = importing.world.clock.now();
    await importing.world.blocks.put({
      _id: blockId(kind, value),
      kind,
      value,
      label: value,
      note: "",
      createdAt,
      severity,
    });
  }

  it("stores what was said as the fediverse brings it", async () => {
    const report = await importing.take(conversation(reply));
    expect(report).to.deep.include({ lost: false, notes: [] });
    expect(await stored()).to.deep.include({
      origin: "fediverse",
      parent: commentIdOf(opening.uri),
      path: [commentIdOf(opening.uri)],
      host: "far.example",
      state: "published",
      hiddenBy: null,
      federate: false,
      html: "<p>Text 11</p>",
      remote: { id: reply.uri, url: reply.url },
    });
    expect((await stored())?.author).to.deep.include({ kind: "remote", id: bob, handle: "bob@far.example" });
    expect(importing.told).to.deep.equal([]);
  });

  it("doubles nothing, whichever comes first: the file or the reply by itself", async () => {
    const { world, take } = importing;
    const receive = createReceiveReply(world);
    await take(conversation(reply));
    const first = await stored();
    const thread = await world.threads.get(String(first?.thread));
    if (!thread || first?.author.kind !== "remote" || !first.remote) throw new Error("It was not imported.");
    const asSent = {
      ...{ id: first._id, remote: first.remote, author: first.author, hidden: false, site, thread, parent: null },
      ...{ html: "<p>As it was sent</p>", type: "text/html" as const, lang: null, warning: null, attachments: [] },
      ...{ emoji: [], createdAt: first.createdAt, editedAt: null },
    };
    expect(await receive(asSent)).to.deep.equal({ kind: "already", id: first._id });

    const late = aReply("12", "10");
    const id = commentIdOf(late.uri);
    expect(await receive({ ...asSent, id, remote: { id: late.uri, url: late.url } })).to.have.property("id", id);
    const again = await take(conversation(reply, late));
    expect([again.already, again.notes]).to.deep.equal([3, []]);
    expect((await world.comments.get(id))?.html).to.equal("<p>As it was sent</p>");
    expect(await world.comments.onThread(thread._id)).to.have.length(3);
  });

  for (const [kind, value] of [
    ["actor", bob],
    ["host", "far.example"],
  ] as const) {
    it(`goes by what a rule says of a${kind === "actor" ? " person" : " server"}`, async () => {
      const seen: Record<string, unknown> = {};
      for (const severity of severities) {
        await rule(kind, value, severity);
        await importing.take(conversation(reply), { dryRun: severity === "block" });
        const comment = await stored();
        seen[severity] = comment?.state ?? null;
        if (comment) await importing.store.docs.comments.deleteOne({ _id: comment._id });
      }
      expect(seen).to.deep.equal({ noop: "published", hold: "held", block: null, allow: "published" });
      await rule(kind, value, "block");
      const report = await importing.take(conversation(reply));
      expect(await stored()).to.equal(null);
      expect(reasons(report, "left")).to.deep.equal(["1 comments of people and servers that a rule here keeps out"]);
    });
  }

  it("does not bring back what its author took back", async () => {
    const { world, take } = importing;
    await world.graves.bury(takenBackId(reply.uri, bob), new Date(world.clock.now().getTime() + 1000));
    expect(reasons(await take(conversation(reply)), "left")).to.deep.equal(["1 comments that their authors took back"]);
    expect(await stored()).to.equal(null);
  });

  it("puts an answer to a comment of this node below that", async () => {
    const { world, take } = importing;
    await world.threads.add(aThread({ _id: "th", site: site._id, url: "https://blog.example/post" }));
    await world.comments.add(aComment({ _id: "ours1", site: site._id, thread: "th" }));
    const ours = aReply("12", "10", { uri: "https://node.example/ap/comments/ours1" });
    const answer = aReply("13", "12");
    const report = await take(conversation(ours, answer));
    expect(reasons(report, "left")).to.deep.equal(["1 comments that were written on this node"]);
    expect(await world.comments.get(commentIdOf(answer.uri))).to.deep.include({ parent: "ours1", path: ["ours1"] });
  });
});
