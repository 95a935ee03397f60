import type { RemoteActor } from "../../domain/author.ts";
import { wishId } from "../../domain/block.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { changeComment } from "./change-comment.ts";

/** What an author now says of themselves. */
export interface NewFace {
  author: RemoteActor;
  /** They ask not to be shown to the public web. */
  hidden: boolean;
}

type Needs = Pick<World, "comments" | "clock" | "debts">;

const newest = 500;

/**
 * Shows an author's comments under their new name and picture, and hides them, reversibly, when the author asks not to be
 * shown. Beyond 500 comments of one author the rest keep the old name. Returns how many were renamed.
 */
export function createRefreshAuthor(world: Needs) {
  return async function refreshAuthor({ author, hidden }: NewFace): Promise<number> {
    const wish = wishId(author.id);
    const now = world.clock.now();
    if (hidden) await world.comments.hide({ _id: wish, kind: "actor", value: author.id }, now);
    else await world.comments.reveal(wish, now);
    let renamed = 0;
    for (const found of await world.comments.byActor(author.id, newest)) {
      const outcome = await changeComment(
        world,
        found._id,
        (comment) => {
          if (comment.state === "removed" || looksLike(comment.author, author)) return { kind: "same" };
          return { set: { author, ...owing(comment, ["thread"], now) }, answer: { kind: "renamed" } };
        },
        { kind: "same" },
      );
      if (outcome.kind === "renamed") renamed += 1;
    }
    return renamed;
  };
}

function looksLike(one: object, other: RemoteActor): boolean {
  const before = one as Partial<RemoteActor>;
  return (
    before.name === other.name &&
    before.avatar === other.avatar &&
    before.url === other.url &&
    before.handle === other.handle
  );
}
