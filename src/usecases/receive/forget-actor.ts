import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { createCloseCase } from "../moderate/close-case.ts";
import { erasing } from "../moderate/erase.ts";
import { changeComment } from "./change-comment.ts";
import { createDropAddressed } from "./drop-addressed.ts";
import { dropReactions } from "./drop-reactions.ts";
import { namelessActor } from "./receive-removal.ts";
import type { TallyNeeds } from "./tally.ts";

/** What was forgotten. */
export interface Forgotten {
  kind: "forgotten";
  comments: number;
}

type Needs = TallyNeeds & Pick<World, "followers" | "profiles" | "journal" | "cases">;

const page = 200;

/**
 * Forgets a person whose account is gone: comments are emptied and no longer name them, nor does the journal; what was
 * reported of them, what waits to be sent to them, reactions and follows go. The profile with its keys goes last, so that a
 * run that was cut short can be repeated.
 */
export function createForgetActor(world: Needs) {
  const closeCase = createCloseCase(world);
  const dropAddressed = createDropAddressed(world);

  return async function forgetActor(actor: string): Promise<Forgotten> {
    let comments = 0;
    for (;;) {
      const found = await world.comments.byActor(actor, page);
      for (const comment of found) {
        await empty(comment);
        await closeCase(comment._id);
      }
      comments += found.length;
      if (found.length < page) break;
    }
    await dropReactions(world, actor);
    await world.followers.dropActor(actor);
    const profile = await world.profiles.get(actor);
    if (profile) {
      await world.journal.forget(profile.handle);
      await dropAddressed(profile.inbox);
    }
    await world.profiles.forget(actor);
    return { kind: "forgotten", comments };
  };

  async function empty(found: Comment): Promise<void> {
    const done = { kind: "done" } as const;
    await changeComment(
      world,
      found._id,
      (comment) => {
        if (comment.author.kind !== "remote") return done;
        // The origin stands in for the id: it names nobody, and a block of the server still covers it.
        const author = { ...namelessActor(comment.author), id: new URL(comment.author.id).origin };
        return { set: { ...erasing(comment, world.clock.now()), author }, answer: done };
      },
      done,
    );
  }
}
