import type { RemoteActor } from "../../domain/author.ts";
import { blockIdsCovering } from "../../domain/block.ts";
import { type Comment, pathBelow } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { erasing } from "../moderate/erase.ts";
import { changeComment } from "./change-comment.ts";
import { createFindTwin } from "./find-twin.ts";
import { nameless } from "./receive-removal.ts";
import { type RemoteText, renderRemote } from "./remote-text.ts";

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
  | { kind: "refused"; reasons: string[] }
  | { kind: "ignored"; reason: string };

type Needs = Pick<World, "comments" | "graves" | "blocks" | "numbers" | "html" | "checks" | "clock" | "debts">;

/**
 * Stores a reply once, published or held as the checks say; they refuse whoever is blocked. Nothing is stored either for
 * what was deleted before it came, what repeats another one, for an author who asks not to be shown, where nothing is left to see, or below a post
 * that was taken back. A deletion or a block that came in while it was stored is made up for.
 */
export function createReceiveReply(world: Needs) {
  const findTwin = createFindTwin(world);

  return async function receiveReply(reply: RemoteReply): Promise<Received> {
    if (reply.thread.announcement === "withdrawn") {
      return { kind: "refused", reasons: ["Comments on this page are closed: its post was taken back."] };
    }
    if (reply.hidden) return ignored("Its author asks not to be shown to the public web.");
    if (await world.comments.get(reply.id)) return { kind: "already", id: reply.id };
    const now = world.clock.now();
    if (await world.graves.has(reply.remote.id, now)) return ignored("It was deleted before it came.");
    const text = renderRemote(world.html, reply);
    if (!text) return ignored("There is nothing to see in it.");

    const { author, site, thread, parent, id, remote } = reply;
    const createdAt = notAfter(reply.createdAt, now) ?? now;
    const about = { id, url: remote.url, author: author.id, thread: thread._id, parent: parent?._id ?? null };
    if (await findTwin({ ...about, html: text.words === "" ? null : text.content.html, createdAt })) {
      return ignored("It repeats another reply by its author.");
    }
    const verdict = await world.checks.judge({
      site,
      thread,
      origin: "fediverse",
      author,
      text: text.words,
      links: text.links,
    });
    if (verdict.kind === "refuse") return { kind: "refused", reasons: verdict.reasons };

    const state = verdict.kind === "publish" ? "published" : "held";
    const comment: Comment = {
      _id: reply.id,
      number: await world.numbers.next(),
      site: site._id,
      thread: thread._id,
      parent: parent?._id ?? null,
      path: pathBelow(parent),
      origin: "fediverse",
      author,
      ...text.content,
      state,
      heldFor: verdict.kind === "hold" ? verdict.reasons : [],
      hiddenBy: null,
      createdAt,
      editedAt: notAfter(reply.editedAt, now),
      remote: reply.remote,
      unlisted: reply.unlisted === true,
      federate: false,
      told: null,
      toldInboxes: [],
      counts: { likes: 0, boosts: 0 },
      version: 1,
      ...owing({ owed: [], owedSince: null }, ["thread"], now),
    };
    if ((await world.comments.add(comment)) === "already") return { kind: "already", id: comment._id };
    world.debts.notice("comment", comment._id);
    return (await overtaken(reply)) ?? { kind: state, id: comment._id };
  };

  /** Whoever deletes or blocks leaves word first and then looks for comments; this looks for that word after its write. */
  async function overtaken({ id, remote, author }: RemoteReply): Promise<Received | null> {
    const now = world.clock.now();
    if (await world.graves.has(remote.id, now)) {
      const gone = ignored("It was deleted while it came in.");
      const decide = (comment: Comment) => ({
        set: { ...erasing(comment, now), author: nameless(comment.author) },
        answer: gone,
      });
      return changeComment(world, id, decide, gone);
    }
    const [block] = await world.blocks.among(blockIdsCovering(author.id, [remote.id]));
    if (!block) return null;
    const blocked: Received = { kind: "refused", reasons: ["The author was blocked while it came in."] };
    const decide = (comment: Comment) =>
      comment.hiddenBy === null
        ? { set: { hiddenBy: block._id, ...owing(comment, ["thread"], now) }, answer: blocked }
        : blocked;
    return changeComment<Received>(world, id, decide, blocked);
  }
}

/** Another server's clock may run ahead; ours decides what is now. */
function notAfter(time: Date | null, now: Date): Date | null {
  return time && time > now ? now : time;
}

function ignored(reason: string): Received {
  return { kind: "ignored", reason };
}
