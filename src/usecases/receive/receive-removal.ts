import type { Author } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { erasing } from "../moderate/erase.ts";
import { changeComment, type Decision } from "./change-comment.ts";

/** A reply that is gone where it was written. */
export interface RemoteRemoval {
  id: string;
  remoteId: string;
  /** Who says so; null when its own server answered that it is gone. */
  actor: string | null;
}

/** What became of it; `buried`: we never had it, and will not take it if it comes late. */
export type Removed = { kind: "removed"; id: string } | { kind: "already" } | { kind: "buried" };

type Needs = Pick<World, "comments" | "graves" | "clock" | "debts">;

const day = 86_400_000;

/**
 * Removes a reply: its text and its author's name go, its place stays for the answers below. Remembers what it did not
 * know, so that a Create that comes late stores nothing. Throws `forbidden` for somebody else's comment.
 */
export function createReceiveRemoval(world: Needs) {
  return async function receiveRemoval(removal: RemoteRemoval): Promise<Removed> {
    const removed = await remove(removal);
    if (removed.kind !== "buried") return removed;
    await world.graves.bury(removal.remoteId, new Date(world.clock.now().getTime() + day));
    // A Create that looked for the grave before it was dug has stored by now what it brought.
    return remove(removal);
  };

  async function remove(removal: RemoteRemoval): Promise<Removed> {
    const decide = (comment: Comment): Decision<Removed> => {
      const owner = comment.author.kind === "remote" ? comment.author.id : null;
      if (removal.actor !== null && owner !== removal.actor) {
        throw new Problem("forbidden", "Only its author may delete a comment.");
      }
      if (comment.state === "removed") return { kind: "already" };
      const set = { ...erasing(comment, world.clock.now()), author: nameless(comment.author) };
      return { set, answer: { kind: "removed", id: comment._id } };
    };
    return changeComment<Removed>(world, removal.id, decide, { kind: "buried" });
  }
}

/** A remote author without what they said of themselves; the id stays, so that a block still covers what is left. */
export function nameless(author: Author): Author {
  return author.kind === "remote" ? { ...author, handle: "", name: "", url: "", avatar: null } : author;
}
