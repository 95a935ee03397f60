import { isVisible } from "../../domain/comment.ts";
import type { Moderator } from "../../domain/moderator.ts";
import { isPinnable } from "../../domain/pin.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { mostPinned } from "../../domain/thread.ts";
import { undoMs } from "../../domain/undo.ts";
import { changeThread } from "../publish/keep-page.ts";
import { createWriteDown, labelOf } from "./write-down.ts";

type Needs = Pick<World, "comments" | "threads" | "clock" | "debts" | "audit" | "ids" | "undos" | "secrets">;

/**
 * Lets a comment stand first in its thread, or no longer; the page follows at once, and it is written down. Returns by what it
 * can be taken back for a while, null where it was so before. Throws `not-found`, and `conflict` for what readers do not see,
 * what answers another comment, and one too many.
 */
export function createPin(world: Needs) {
  const writeDown = createWriteDown(world);

  return async function pin(id: string, pinned: boolean, by: Moderator): Promise<string | null> {
    const comment = await world.comments.get(id);
    const thread = comment && (await world.threads.get(comment.thread));
    if (!thread) throw new Problem("not-found", "There is no such comment; it may have been deleted.");
    if (pinned && !isVisible(comment))
      throw new Problem("conflict", "Only what readers see can be pinned: approve it first.");
    if (pinned && !isPinnable(comment, thread._id))
      throw new Problem(
        "conflict",
        "It answers another comment, and would stand alone at the top. Pin the one it answers.",
      );
    const standing = (await world.comments.among(thread.pinned ?? [])).filter((one) => isPinnable(one, thread._id));
    const left = standing.map(({ _id }) => _id).filter((other) => other !== id);
    if (pinned && left.length >= mostPinned)
      throw new Problem(
        "conflict",
        `At most ${mostPinned} comments of a thread are pinned: take one of them off first.`,
      );
    if (pinned === standing.some(({ _id }) => _id === id)) return null;
    const before = thread.pinned ?? [];
    const after = pinned ? [id, ...left] : left;
    await changeThread(world, thread, (current) => {
      if (!isSame(current.pinned ?? [], before))
        throw new Problem("conflict", "Somebody else pinned another comment at this very moment. Look again.");
      return { set: { pinned: after }, owes: ["thread"] };
    });
    const act = pinned ? "comment.pin" : "comment.unpin";
    await writeDown({ by, act, site: comment.site, subject: id, label: labelOf(comment) });
    const undo = world.ids.opaque();
    const until = new Date(world.clock.now().getTime() + undoMs);
    await world.undos.keep({
      _id: undo,
      by: by.id,
      items: [],
      pinned: { thread: thread._id, comment: id, before, after },
      until,
    });
    await world.debts.settled("thread");
    return undo;
  };
}

/** Lets what stood first in a thread before stand first again, unless that was changed since. Whether it does. */
export function createPutPinsBack(world: Pick<World, "threads" | "clock" | "debts" | "ids" | "secrets">) {
  return async function putPinsBack({
    thread: id,
    before,
    after,
  }: {
    thread: string;
    before: string[];
    after: string[];
  }) {
    const thread = await world.threads.get(id);
    if (!thread || !isSame(thread.pinned ?? [], after)) return false;
    const changed = await changeThread(world, thread, (current) =>
      isSame(current.pinned ?? [], after) ? { set: { pinned: before }, owes: ["thread"] } : null,
    );
    await world.debts.settled("thread");
    return isSame(changed.pinned ?? [], before);
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join(" ") === other.join(" ");
}
