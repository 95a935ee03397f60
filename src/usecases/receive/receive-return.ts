import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { changeComment } from "./change-comment.ts";
import type { Received, RemoteReply } from "./receive-reply.ts";
import { createWeighReply } from "./weigh-reply.ts";

type Needs = Pick<World, "comments" | "html" | "checks" | "clock" | "debts">;

/**
 * Fills a comment again that was taken back where it was written and is there again (Lemmy restores what was deleted),
 * at its old place, weighed as if it were new. What was removed here, and what another wrote, stays as it is.
 */
export function createReceiveReturn(world: Needs) {
  const weighReply = createWeighReply(world);

  return async function receiveReturn(reply: RemoteReply): Promise<Received> {
    const weighed = await weighReply(reply);
    if (weighed.kind !== "stored") return weighed;
    const { content, state, heldFor } = weighed;
    const { author, editedAt, unlisted = false } = reply;
    const now = world.clock.now();
    const decide = (comment: Comment) => {
      if (!isReturning(comment, reply)) return stays;
      const set = { ...content, author, state, heldFor, editedAt, unlisted, takenBack: false };
      return { set: { ...set, ...owing(comment, ["thread"], now) }, answer: { kind: state, id: comment._id } };
    };
    return changeComment<Received>(world, reply.id, decide, stays);
  };
}

const stays: Received = { kind: "ignored", reason: "It was not taken back by its author." };

function isReturning({ state, takenBack, author }: Comment, reply: RemoteReply): boolean {
  return state === "removed" && takenBack === true && author.kind === "remote" && author.id === reply.author.id;
}
