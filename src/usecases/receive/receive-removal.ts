import type { Author, RemoteActor } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createCloseCase } from "../moderate/close-case.ts";
import { erasing } from "../moderate/erase.ts";
import { changeComment, type Decision } from "./change-comment.ts";
import { createTwins } from "./twins.ts";

/** A reply that is gone where it was written. */
export interface RemoteRemoval {
  id: string;
  remoteId: string;
  /** Who says so; null when its own server answered that it is gone. */
  actor: string | null;
}

/** What became of it; `buried`: we never had it, and will not take it if it comes late. */
export type Removed = { kind: "removed"; id: string } | { kind: "already" } | { kind: "buried" };

/** The grave of what its author took back before we had it: nothing of it is stored, wherever it comes from. */
export function takenBackId(remoteId: string, author: string): string {
  return `${author} took back ${remoteId}`;
}

type Needs = Pick<World, "comments" | "graves" | "blocks" | "profiles" | "clock" | "debts" | "cases">;

const day = 86_400_000;

/**
 * Removes a reply: its text, its author's name and what was reported of it go, its place stays for the answers below.
 * Remembers what it did not know: the sender's own is not stored if it comes late, and anybody else's not before it was
 * looked at. Throws `forbidden` for somebody else's comment.
 */
export function createReceiveRemoval(world: Needs) {
  const twins = createTwins(world);
  const closeCase = createCloseCase(world);

  return async function receiveRemoval(removal: RemoteRemoval): Promise<Removed> {
    let removed = await remove(removal);
    if (removed.kind === "buried") {
      await bury(removal);
      // A Create that looked for the grave before it was dug has stored by now what it brought.
      removed = await remove(removal);
    }
    const gone = removed.kind === "removed" ? await world.comments.get(removed.id) : null;
    if (gone) {
      await closeCase(gone._id);
      await twins.release(gone);
    }
    return removed;
  };

  async function bury({ remoteId, actor }: RemoteRemoval): Promise<void> {
    const until = new Date(world.clock.now().getTime() + day);
    if (actor !== null) await world.graves.bury(takenBackId(remoteId, actor), until);
    await world.graves.bury(remoteId, until);
  }

  async function remove(removal: RemoteRemoval): Promise<Removed> {
    const decide = (comment: Comment): Decision<Removed> => {
      const owner = comment.author.kind === "remote" ? comment.author.id : null;
      if (removal.actor !== null && owner !== removal.actor) {
        throw new Problem("forbidden", "Only its author may delete a comment.");
      }
      if (comment.state === "removed") return { kind: "already" };
      // What the owner had sorted out is not brought back by anybody.
      const takenBack = comment.state !== "spam";
      const set = { ...erasing(comment, world.clock.now()), author: nameless(comment.author), takenBack };
      return { set, answer: { kind: "removed", id: comment._id } };
    };
    return changeComment<Removed>(world, removal.id, decide, { kind: "buried" });
  }
}

/** A remote author without what they said of themselves; the id stays, so that a block still covers what is left. */
export function nameless(author: Author): Author {
  return author.kind === "remote" ? namelessActor(author) : author;
}

/** The same of somebody who is known to be on another server. */
export function namelessActor({ emoji: _emoji, since: _since, ...actor }: RemoteActor): RemoteActor {
  return { ...actor, handle: "", name: "", url: "", avatar: null };
}
