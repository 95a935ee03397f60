import type { RemoteActor } from "../../domain/author.ts";
import { wishId } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { raiseThreads } from "../moderate/raise-threads.ts";
import { isBlocked } from "./blocked.ts";
import { changeComment } from "./change-comment.ts";

/** What an author now says of themselves. */
export interface NewFace {
  author: RemoteActor;
  inbox: string;
  sharedInbox: string | null;
  /** They ask not to be shown to the public web. */
  hidden: boolean;
  /** They ask that for what is unlisted. */
  hidesUnlisted?: boolean;
}

type Needs = Pick<World, "comments" | "threads" | "followers" | "blocks" | "checks" | "clock" | "debts">;

const pageSize = 200;

/**
 * Shows an author's comments under their new name and picture, but for a name that a rule on words holds or refuses, and
 * on blogs that they are shut out of; hides them, reversibly, when the author asks not to be shown, and reaches them as a follower where they now are. Returns how
 * many comments were renamed.
 */
export function createRefreshAuthor(world: Needs) {
  return async function refreshAuthor(face: NewFace): Promise<number> {
    const { author, inbox, sharedInbox, hidden, hidesUnlisted = false } = face;
    const wish = wishId(author.id);
    const now = world.clock.now();
    if (hidden) {
      const { threads } = await world.comments.hide([author.id], wish, now);
      await raiseThreads(world, threads);
    } else if (!hidesUnlisted) await raiseThreads(world, (await world.comments.reveal(wish, now)).threads);
    await world.followers.readdress(author.id, { handle: author.handle, inbox, sharedInbox });
    const taken = new Map<string, Promise<boolean>>();
    let renamed = 0;
    for await (const found of allBy(author.id)) {
      const outcome = await changeComment(
        world,
        found._id,
        async (comment) => {
          const hiddenBy = wished(comment);
          const face = (await isTakenOn(comment.site)) ? author : comment.author;
          const same = looksLike(face, comment.author) && hiddenBy === comment.hiddenBy;
          if (comment.state === "removed" || same) return { kind: "same" };
          return { set: { author: face, hiddenBy, ...owing(comment, ["thread"], now) }, answer: { kind: "renamed" } };
        },
        { kind: "same" },
      );
      if (outcome.kind === "renamed") renamed += 1;
    }
    return renamed;

    function isTakenOn(site: string): Promise<boolean> {
      const answer = taken.get(site) ?? mayBeTaken(author, site);
      taken.set(site, answer);
      return answer;
    }

    /** Only what is unlisted may have to be hidden; hiding or showing everything is one write for all. */
    function wished({ hiddenBy, unlisted = false }: Comment): string | null {
      if (hidden || !hidesUnlisted || (hiddenBy !== null && hiddenBy !== wish)) return hiddenBy;
      return unlisted ? wish : null;
    }
  };

  async function mayBeTaken(author: RemoteActor, site: string): Promise<boolean> {
    return (await world.checks.mayBeNamed(author, site)) && !(await isBlocked(world, site, author.id));
  }

  async function* allBy(actor: string): AsyncGenerator<Comment> {
    let after: string | null = null;
    do {
      const page: Comment[] = await world.comments.byActor(actor, pageSize, after);
      yield* page;
      after = page.length < pageSize ? null : (page.at(-1)?._id ?? null);
    } while (after !== null);
  }
}

function looksLike(one: object, now: object): boolean {
  const [before, other] = [one as Partial<RemoteActor>, now as Partial<RemoteActor>];
  return (
    before.name === other.name &&
    before.avatar === other.avatar &&
    before.url === other.url &&
    before.handle === other.handle &&
    JSON.stringify(before.emoji ?? []) === JSON.stringify(other.emoji ?? []) &&
    (before.unsearchable ?? false) === (other.unsearchable ?? false)
  );
}
