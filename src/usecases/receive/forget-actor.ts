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

type Needs = TallyNeeds &
  Pick<World, "followers" | "profiles" | "journal" | "cases" | "erasures" | "secrets" | "bodies">;

const page = 200;

/** How an account that is gone is called among what was erased. */
export function erasedActor({ secrets }: Pick<World, "secrets">, actor: string): string {
  return `actor ${secrets.sign("erased actor", actor)}`;
}

/**
 * Forgets a person whose account is gone: comments are emptied and no longer name them, nor does the journal; what was
 * reported of them, what waits to be sent to them, reactions and follows go. The profile with its keys goes last, so that a
 * run that was cut short can be repeated. With `upTo`, when it was forgotten before, what is from after that stays: they
 * came back.
 */
export function createForgetActor(world: Needs) {
  const closeCase = createCloseCase(world);
  const dropAddressed = createDropAddressed(world);

  return async function forgetActor(actor: string, upTo?: Date): Promise<Forgotten> {
    const isLater = (time: Date) => upTo !== undefined && time > upTo;
    if (!upTo) await world.erasures.note(erasedActor(world, actor));
    let comments = 0;
    // By place and not by what is left: what was written under the bare name of the server is still found once emptied.
    for (let after = ""; ; ) {
      const found = await world.comments.byActor(actor, page, after);
      const theirs = found.filter(({ createdAt }) => !isLater(createdAt));
      for (const comment of theirs) {
        await empty(comment);
        await closeCase(comment._id);
      }
      comments += theirs.length;
      if (found.length < page) break;
      after = found.at(-1)?._id ?? after;
    }
    await dropReactions(world, actor, upTo ? { upTo } : {});
    await world.followers.dropActor(actor, upTo);
    const profile = await world.profiles.get(actor);
    const isBack = profile !== null && isLater(profile.fetchedAt);
    if (profile) {
      await world.journal.forget(profile.handle);
      if (!isBack) await dropAddressed(profile.inbox);
    }
    await world.bodies.forgetNaming(actor);
    if (!isBack) await world.profiles.forget(actor);
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
