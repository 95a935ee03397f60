import { displayName } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import { type LinkAct, linkActs } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { isHash } from "../moderate/make-rule.ts";

/** What the key of a link lets its holder do, once. */
export interface LinkKey {
  comment: string;
  act: LinkAct;
  /** The comment as the letter showed it, as `seenAs` tells. */
  seen: string;
  expiresAt: Date;
}

/** Makes the keys by which owners decide without signing in, and reads them. */
export interface LinkKeys {
  /** A key that is good for a comment as it stands now, for a week. */
  make(comment: Comment, act: LinkAct): string;
  /** Throws `forbidden` for a key that is none of ours. */
  demand(key: string): LinkKey;
  /** What a comment looks like: another one once its words, its author's name or its place changed. */
  seenAs(comment: Comment): string;
}

/** For how long a link works, in milliseconds. */
export const linkMs = 7 * 86_400_000;

const purpose = "owner's link";

/** Keys are `comment~act~expiry~seen~signature`. */
export function createLinkKeys({ secrets, clock }: Pick<World, "secrets" | "clock">): LinkKeys {
  const seenAs = ({ _id, state, hiddenBy, source, warning, author, attachments }: Comment) => {
    const look = [_id, state, hiddenBy, source.text, warning, displayName(author), attachments.map(({ url }) => url)];
    return secrets.sign("comment as seen", JSON.stringify(look)).slice(0, 22);
  };

  return {
    seenAs,
    make(comment, act) {
      const expiry = Math.ceil((clock.now().getTime() + linkMs) / 1000).toString(36);
      const text = [comment._id, act, expiry, seenAs(comment)].join("~");
      return `${text}~${secrets.sign(purpose, text)}`;
    },
    demand(key) {
      const parts = key.split("~");
      const [comment = "", act = "", expiry = "", seen = "", signature = ""] = parts;
      const text = [comment, act, expiry, seen].join("~");
      const known = linkActs.find((one) => one === act);
      if (!known || parts.length !== 5 || !secrets.verify(purpose, text, signature))
        throw new Problem(
          "forbidden",
          "This link is not whole. Copy all of it from the letter, or use the owner’s pages.",
        );
      return { comment, act: known, seen, expiresAt: new Date(Number.parseInt(expiry, 36) * 1000) };
    },
  };
}

/** What a letter's links can do to a comment, the likeliest first. Who cannot be told from others cannot be blocked. */
export function linkActsFor({ state, author }: Pick<Comment, "state" | "author">): LinkAct[] {
  const acts: LinkAct[] = state === "held" ? ["approve", "spam", "delete"] : ["hide", "spam", "delete"];
  return author.kind === "remote" || isHash(author.hash) ? [...acts, "block"] : acts;
}
