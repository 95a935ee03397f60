import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";

/** What the key in a letter stands for. */
export interface MailKey {
  mailbox: string;
  comment: string;
}

/** Names mailboxes, and makes the keys by which their owners confirm and stop mail. */
export interface MailKeys {
  /** The id of the mailbox that a comment's author gave; null when they gave none. */
  mailboxOf(comment: Pick<Comment, "site" | "author">): string | null;
  make(key: MailKey): string;
  /** Throws `forbidden` for a key that is none of ours. */
  demand(key: string): MailKey;
}

const purpose = "mail";

/** Keys are `comment~mailbox~signature`. They hold for good: a letter may be years old when somebody has enough. */
export function createMailKeys({ secrets }: Pick<World, "secrets">): MailKeys {
  const text = ({ comment, mailbox }: MailKey) => `${comment}~${mailbox}`;
  return {
    mailboxOf({ site, author }) {
      if (author.kind !== "visitor" || author.email === null) return null;
      return secrets.sign("mailbox", `${site} ${author.email.toLowerCase()}`);
    },
    make: (key) => `${text(key)}~${secrets.sign(purpose, text(key))}`,
    demand(key) {
      const [comment = "", mailbox = "", signature = ""] = key.split("~");
      if (secrets.verify(purpose, text({ comment, mailbox }), signature)) return { comment, mailbox };
      throw new Problem("forbidden", sentence("own.mailKey"));
    },
  };
}
