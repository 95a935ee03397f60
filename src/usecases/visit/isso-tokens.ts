import type { Comment } from "../../domain/comment.ts";
import { usualEditMs } from "../../domain/edit-time.ts";
import type { World } from "../../domain/ports.ts";
import { createIssoKeys, type IssoToken } from "./isso-keys.ts";

/** For how long links for the owner work. */
const moderationMs = 90 * 24 * 3_600_000;

/** What tells a comment that came with an imported database from all others. */
type Origin = Pick<Comment, "origin" | "site">;

/** Isso's three kinds of token: a cookie for who wrote a comment, links for the owner, and a link that ends mails. */
export interface IssoTokens {
  /** Good for the time that may be edited in and as long as the words stay; each change makes a new one. */
  ofWriter(comment: Pick<Comment, "number" | "source">): Promise<string>;
  /** Until when a token opens a comment for its writer; null when it does not, or not any more. */
  readWriter(token: string, comment: Origin & Pick<Comment, "number" | "source">): Promise<Date | null>;
  ofOwner(comment: Pick<Comment, "number">): Promise<string>;
  /** Whether a token is the owner's for this comment, and no older than the comment itself. */
  isOwners(token: string, comment: Origin & Pick<Comment, "number" | "createdAt">): Promise<boolean>;
  ofMailbox(email: string): Promise<string>;
  /** Whether a token ends the mails about a comment to this mailbox. */
  isMailboxs(token: string, email: string, comment: Origin): Promise<boolean>;
}

/**
 * Makes and reads Isso's tokens. Those of an imported Isso count as well, for what was imported to the same blog alone:
 * others may know its key, and numbers mean something else elsewhere.
 */
export function createIssoTokens(world: Pick<World, "secrets" | "settings" | "clock" | "editMs">): IssoTokens {
  const { editMs = usualEditMs } = world;
  const keys = createIssoKeys(world);

  async function readFor(token: string, { origin, site }: Origin): Promise<IssoToken | null> {
    const found = await keys.read(token);
    const isFit = found !== null && (found.importedFor === null || (origin === "import" && found.importedFor === site));
    return isFit ? found : null;
  }

  const proofOf = async ({ number, source }: Pick<Comment, "number" | "source">) => [number, await sha1(source.text)];

  return {
    ofWriter: async (comment) => keys.sign(await proofOf(comment)),
    async readWriter(token, comment) {
      const found = await readFor(token, comment);
      if (!found || !isSame(found.payload, await proofOf(comment))) return null;
      const until = new Date(found.signedAt.getTime() + editMs);
      return until > world.clock.now() ? until : null;
    },
    ofOwner: ({ number }) => keys.sign(number),
    async isOwners(token, comment) {
      const { number, createdAt } = comment;
      const found = await readFor(token, comment);
      if (found?.payload !== number) return false;
      // Isso gives numbers out again: a link to a comment that is gone must not act on its successor.
      const second = Math.floor(createdAt.getTime() / 1000) * 1000;
      const signedAt = found.signedAt.getTime();
      return signedAt >= second && signedAt > world.clock.now().getTime() - moderationMs;
    },
    ofMailbox: (email) => keys.sign(["unsubscribe", email]),
    isMailboxs: async (token, email, comment) =>
      isSame((await readFor(token, comment))?.payload, ["unsubscribe", email]),
  };
}

function isSame(payload: unknown, wanted: unknown): boolean {
  return JSON.stringify(payload) === JSON.stringify(wanted);
}

async function sha1(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text))).toString("hex");
}
