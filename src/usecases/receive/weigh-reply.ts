import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { inEnglish } from "../../domain/sentence.ts";
import type { RemoteReply } from "./receive-reply.ts";
import { draftOf, type RenderedText, renderRemote } from "./remote-text.ts";

/** How a reply is to be stored, or why it is not. */
export type Weighed =
  | { kind: "stored"; content: RenderedText["content"]; state: "published" | "held"; heldFor: Comment["heldFor"] }
  | { kind: "refused"; reasons: string[] }
  | { kind: "ignored"; reason: string };

/**
 * Makes a reply safe and judges it. Nothing is stored of an author who asks not to be shown, where nothing is left to see,
 * or where the checks refuse it, as they do where comments are closed, and whoever is blocked.
 */
export function createWeighReply(world: Pick<World, "html" | "checks">) {
  return async function weighReply(reply: RemoteReply): Promise<Weighed> {
    const { author, site, thread } = reply;
    if (reply.hidden) return { kind: "ignored", reason: "Its author asks not to be shown to the public web." };
    const text = renderRemote(world.html, reply);
    if (!text) return { kind: "ignored", reason: "There is nothing to see in it." };
    const { content } = text;
    const written = reply.createdAt ? { writtenAt: reply.createdAt } : {};
    const draft = { site, thread, origin: "fediverse", author, ...draftOf(text), ...written } as const;
    const verdict = await world.checks.judge(draft);
    if (verdict.kind === "refuse")
      return { kind: "refused", reasons: verdict.reasons.map(({ sentence }) => inEnglish(sentence)) };
    if (verdict.kind === "hold") return { kind: "stored", content, state: "held", heldFor: verdict.reasons };
    return { kind: "stored", content, state: "published", heldFor: [] };
  };
}
