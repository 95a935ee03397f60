import { type Comment, hiding, twinMark } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { lettersOf } from "../../domain/said.ts";
import { stillHiddenBy } from "../moderate/still-hidden.ts";
import { changeComment } from "./change-comment.ts";

type Needs = Pick<World, "comments" | "blocks" | "profiles" | "clock" | "debts">;

const within = 60_000;

/**
 * Comments that say the same: by one author, below the same comment or post, within a minute, under ids of their own, as
 * bridges and hasty fingers make them (interop §3.9). One of them is shown; the others are hidden, reversibly.
 */
export function createTwins(world: Needs) {
  /** Looks for what says the same as a comment that was just stored; returns the id of that when it hides this one. */
  async function settle(comment: Comment): Promise<string | null> {
    for (const other of await around(comment, comment)) {
      const counts = other.hiddenBy === null && (other.state === "published" || other.state === "held");
      if (!counts || !saysTheSame(other, comment)) continue;
      // Of two that are stored at once each finds the other, and both agree on which of them goes.
      const [first, second] = other.number < comment.number ? [other, comment] : [comment, other];
      await mark(second, twinMark(first._id), null);
      if (second === comment) return first._id;
    }
    return null;
  }

  /** A comment is gone: what was hidden in its favour, and is still there where it was written, is shown again. */
  async function release(gone: Comment): Promise<void> {
    const from = twinMark(gone._id);
    for (const other of await around(gone)) {
      if (other.hiddenBy !== from) continue;
      const to = await stillHiddenBy(world, other);
      await mark(other, to, from);
      if (to === null) await settle({ ...other, hiddenBy: null });
    }
  }

  /** What its author said nearby; with `like` no more than what may say the same. */
  function around({ _id: but, thread, parent, author, createdAt }: Comment, like?: Comment): Promise<Comment[]> {
    if (author.kind !== "remote") return Promise.resolve([]);
    const [from, to] = [-within, within].map((ms) => new Date(createdAt.getTime() + ms)) as [Date, Date];
    return world.comments.saidBetween(
      { actor: author.id, but, thread, parent, ...(like ? markOf(like) : {}) },
      from,
      to,
    );
  }

  async function mark({ _id }: Comment, to: string | null, from: string | null): Promise<void> {
    const done = { kind: "done" };
    const decide = (comment: Comment) =>
      comment.hiddenBy === from
        ? { set: { ...hiding(to, world.clock.now()), ...owing(comment, ["thread"], world.clock.now()) }, answer: done }
        : done;
    await changeComment(world, _id, decide, done);
  }

  return { settle, release };
}

function saysTheSame(one: Comment, other: Comment): boolean {
  if (one.remote && other.remote && isSamePage(one.remote, other.remote)) return true;
  return (
    lettersOf(one.html) === lettersOf(other.html) &&
    one.warning === other.warning &&
    JSON.stringify(one.attachments) === JSON.stringify(other.attachments)
  );
}

/** What was stored before there were such numbers is compared with everything. */
function markOf({ said, remote }: Comment) {
  return typeof said === "number" && remote ? { like: { said, url: remote.url } } : {};
}

/** One page for people, where each has a page of its own. */
function isSamePage(one: { id: string; url: string }, other: { id: string; url: string }): boolean {
  return one.url === other.url && one.url !== one.id && other.url !== other.id;
}
