import type { Visitor } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import { usualEditMs } from "../../domain/edit-time.ts";
import type { GuardSettings } from "../../domain/isso.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { type Sentence, sentence } from "../../domain/sentence.ts";
import type { Thread } from "../../domain/thread.ts";

/** Why Isso's guard refuses a comment, in the words that its clients know. */
export type GuardReason = "ratelimit" | "direct-reply" | "reply-to-self" | "require-email" | "require-author";

/** A comment that Isso's guard looks at. */
interface Draft {
  thread: Thread;
  visitor: Visitor;
  parent: Comment | null;
}

const kind = "urn:isso:guard:";

/** The reason that a refusal of the guard carries; null for every other problem. */
export function reasonOf({ type }: Problem): string | null {
  return type?.startsWith(kind) ? type.slice(kind.length) : null;
}

/**
 * Isso's guard. It throws `forbidden` with its reason. Networks are told apart as Isso does; somebody who gave a mailbox
 * is known by that, so that a house or an office does not share their allowance below a post.
 */
export function createGuard(
  world: Pick<World, "comments" | "limits" | "networks" | "clock" | "editMs">,
  settings: GuardSettings,
) {
  return async function guard(draft: Draft, address: string): Promise<void> {
    if (!settings.enabled) return;
    await keepRate(address);
    const hashes = draft.visitor.email === null ? await world.networks.namesOf(address) : [draft.visitor.hash];
    await (draft.parent ? demandOther(hashes, draft.parent) : keepDirect(hashes, draft));
    if (settings.requireEmail && draft.visitor.email === null) throw refusal("require-email", sentence("isso.noEmail"));
    if (settings.requireAuthor && draft.visitor.name === "") throw refusal("require-author", sentence("isso.noAuthor"));
  };

  async function keepRate(address: string): Promise<void> {
    const size = { burst: settings.ratelimit, perMinute: settings.ratelimit };
    const taken = await world.limits.bucket(`isso ${await world.networks.nameOf(address)}`, size, world.clock.now());
    if (taken.ok) return;
    const seconds = taken.retryAfter;
    throw refusal("ratelimit", sentence("isso.rate", { max: settings.ratelimit, seconds }), seconds);
  }

  async function keepDirect(hashes: readonly string[], { thread }: Draft): Promise<void> {
    const theirs = await world.comments.byVisitor(thread._id, hashes);
    if (theirs.filter(({ parent }) => parent === null).length < settings.directReply) return;
    throw refusal(
      "direct-reply",
      sentence("isso.direct", { max: settings.directReply, title: thread.page.title || thread.page.url }),
    );
  }

  async function demandOther(hashes: readonly string[], { author, createdAt }: Comment): Promise<void> {
    if (settings.replyToSelf || author.kind !== "visitor" || !hashes.includes(author.hash)) return;
    if (world.clock.now().getTime() - createdAt.getTime() >= (world.editMs ?? usualEditMs)) return;
    throw refusal("reply-to-self", sentence("isso.self"));
  }
}

function refusal(reason: GuardReason, said: Sentence, retryAfter?: number): Problem {
  const extra = retryAfter === undefined ? {} : { retryAfter };
  return new Problem("forbidden", said, { type: kind + reason, ...extra });
}
