import { type RemoteActor, serverOf } from "../../domain/author.ts";
import { type Comment, hiding, pathBelow } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { markOf, rulingOf } from "../../domain/ruling.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { erasing } from "../moderate/erase.ts";
import { changeComment } from "./change-comment.ts";
import { nameless, takenBackId } from "./receive-removal.ts";
import type { RemoteText } from "./remote-text.ts";
import { createTwins } from "./twins.ts";
import { createWeighReply } from "./weigh-reply.ts";

/** A reply that somebody wrote on another server, known to be theirs and meant for everybody. */
export interface RemoteReply extends RemoteText {
  /** The id it is stored under, made from its own. */
  id: string;
  remote: { id: string; url: string };
  author: RemoteActor;
  /** The author asks that it is not shown to the public web. */
  hidden: boolean;
  /** It is not meant to be found. */
  unlisted?: boolean;
  site: Site;
  thread: Thread;
  /** The comment answered; null for an answer to the post. */
  parent: Comment | null;
  createdAt: Date | null;
  editedAt: Date | null;
}

/** What became of a reply. */
export type Received =
  | { kind: "published" | "held"; id: string }
  | { kind: "already"; id: string }
  /** Its author had just said the same; the id is that of the comment that stands for both. */
  | { kind: "twin"; id: string }
  | { kind: "refused"; reasons: string[] }
  | { kind: "ignored"; reason: string };

type Needs = Pick<
  World,
  "comments" | "graves" | "blocks" | "profiles" | "numbers" | "html" | "checks" | "clock" | "debts"
>;

/**
 * Stores a reply once, published or held as it is weighed. What its author took back before it came is not stored, and
 * what they had said a moment before, under another id, is hidden. A deletion or a block that came in while it was stored
 * is made up for.
 */
export function createReceiveReply(world: Needs) {
  const weighReply = createWeighReply(world);
  const twins = createTwins(world);

  return async function receiveReply(reply: RemoteReply): Promise<Received> {
    if (await world.comments.get(reply.id)) return { kind: "already", id: reply.id };
    const now = world.clock.now();
    if (await isTakenBack(reply)) return ignored("It was deleted before it came.");
    const weighed = await weighReply(reply);
    if (weighed.kind !== "stored") return weighed;

    const { author, site, thread, parent } = reply;
    const { content, state, heldFor } = weighed;
    const comment: Comment = {
      _id: reply.id,
      number: await world.numbers.next(),
      site: site._id,
      thread: thread._id,
      parent: parent?._id ?? null,
      path: pathBelow(parent),
      origin: "fediverse",
      author,
      host: serverOf(author),
      ...content,
      state,
      heldFor,
      hiddenBy: null,
      createdAt: notAfter(reply.createdAt, now) ?? now,
      editedAt: notAfter(reply.editedAt, now),
      remote: reply.remote,
      unlisted: reply.unlisted === true,
      federate: false,
      told: null,
      toldInboxes: [],
      counts: { likes: 0, boosts: 0 },
      version: 1,
      ...owing({ owed: [], owedSince: null }, parent?.notify ? ["thread", "mail"] : ["thread"], now),
    };
    if ((await world.comments.add(comment)) === "already") return { kind: "already", id: comment._id };
    world.debts.notice("comment", comment._id);
    const overtook = await overtaken(reply);
    if (overtook) return overtook;
    const twin = await twins.settle(comment);
    return twin === null ? { kind: state, id: comment._id } : { kind: "twin", id: twin };
  };

  function isTakenBack({ remote, author }: RemoteReply): Promise<boolean> {
    return world.graves.has(takenBackId(remote.id, author.id), world.clock.now());
  }

  /** Whoever deletes or blocks leaves word first and then looks for comments; this looks for that word after its write. */
  async function overtaken(reply: RemoteReply): Promise<Received | null> {
    const { id, remote, author, site } = reply;
    const now = world.clock.now();
    if (await isTakenBack(reply)) {
      const gone = ignored("It was deleted while it came in.");
      const decide = (comment: Comment) => ({
        set: { ...erasing(comment, now), author: nameless(comment.author) },
        answer: gone,
      });
      return changeComment(world, id, decide, gone);
    }
    const ruling = await rulingOf(world.blocks, { id: author.id, addresses: [remote.id] }, site._id);
    const mark = markOf(ruling);
    if (mark !== null) {
      const blocked: Received = { kind: "refused", reasons: ["The author was blocked while it came in."] };
      return mend(id, (comment) => (comment.hiddenBy === null ? hiding(mark, now) : null), blocked);
    }
    if (!ruling.rejects.has("media")) return null;
    await mend(id, ({ plain }) => (plain ? null : { plain: true }), ignored("It came without pictures."));
    return null;
  }

  function mend(id: string, set: (comment: Comment) => Partial<Comment> | null, answer: Received): Promise<Received> {
    const decide = (comment: Comment) => {
      const changed = set(comment);
      return changed ? { set: { ...changed, ...owing(comment, ["thread"], world.clock.now()) }, answer } : answer;
    };
    return changeComment<Received>(world, id, decide, answer);
  }
}

/** Another server's clock may run ahead; ours decides what is now. */
function notAfter(time: Date | null, now: Date): Date | null {
  return time && time > now ? now : time;
}

function ignored(reason: string): Received {
  return { kind: "ignored", reason };
}
