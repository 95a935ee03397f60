import type { Visitor } from "../../domain/author.ts";
import type { World } from "../../domain/ports.ts";

/** For how long, in milliseconds, the same words of the same visitor count as sent twice by mistake. */
export const repeatMs = 60_000;

/** What tells one send from another. */
interface Sent {
  draft: string | null;
  parent: number | null;
  text: string;
}

/**
 * Makes the ids that a comment may have been stored under when it was sent before; the first is the one to store it
 * under, so that sends at the same moment meet there. With a draft, whose word only its writer knows, there is one for
 * each text. Without, there is one for each minute, and the last minute's is looked at as well.
 */
export function createSendIds(world: Pick<World, "secrets" | "clock">) {
  return function sendIds(thread: string, visitor: Visitor, { draft, parent, text }: Sent): [string, ...string[]] {
    const idOf = (...parts: unknown[]) => {
      const signature = world.secrets.sign("draft", JSON.stringify([thread, parent, text, ...parts]));
      return Buffer.from(signature, "base64url").toString("hex").slice(0, 32);
    };
    if (draft !== null) return [idOf(draft)];
    const { hash, name, email, website } = visitor;
    const minute = Math.floor(world.clock.now().getTime() / repeatMs);
    return [idOf(hash, name, email, website, minute), idOf(hash, name, email, website, minute - 1)];
  };
}
