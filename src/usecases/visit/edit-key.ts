import type { Comment } from "../../domain/comment.ts";
import { usualEditMs } from "../../domain/edit-time.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";

/** What a key says once its signature was checked. */
export interface EditKey {
  comment: string;
  expiresAt: Date;
}

/** Makes and reads the keys that prove who wrote a comment, without an account and without a row in the store. */
export interface EditKeys {
  /**
   * The key of a comment; it opens edit and removal until the window closes, and proves authorship for good. Another end
   * of the window may be given by who knows of another proof.
   */
  of(comment: Pick<Comment, "_id" | "createdAt">, until?: Date): string;
  /** Reads a key whose signature holds, expired or not; null for anything else. */
  read(key: string): EditKey | null;
  /** Throws `forbidden` unless the key belongs to the comment and the window is still open. */
  demand(key: string, comment: Pick<Comment, "_id">): void;
}

const purpose = "own comment";
const keyPattern = /^([a-z0-9_.-]{1,128})~([a-z0-9]{1,12})~([A-Za-z0-9_-]{20,64})$/;

/** Keys are `comment~expiry~signature`; the expiry is in seconds, base 36. */
export function createEditKeys(world: Pick<World, "secrets" | "clock" | "editMs">): EditKeys {
  const { editMs = usualEditMs } = world;
  const text = (comment: string, expiry: string) => `${comment}~${expiry}`;

  function read(key: string): EditKey | null {
    const [, comment, expiry, signature] = keyPattern.exec(key) ?? [];
    if (!comment || !expiry || !signature) return null;
    if (!world.secrets.verify(purpose, text(comment, expiry), signature)) return null;
    return { comment, expiresAt: new Date(Number.parseInt(expiry, 36) * 1000) };
  }

  return {
    of(comment, until = new Date(comment.createdAt.getTime() + editMs)) {
      const expiry = Math.floor(until.getTime() / 1000).toString(36);
      return `${text(comment._id, expiry)}~${world.secrets.sign(purpose, text(comment._id, expiry))}`;
    },
    read,
    demand(key, comment) {
      const found = read(key);
      if (!found || found.comment !== comment._id) {
        throw new Problem("forbidden", sentence("own.key"));
      }
      if (found.expiresAt <= world.clock.now()) {
        throw new Problem("forbidden", sentence("own.expired"));
      }
    },
  };
}
