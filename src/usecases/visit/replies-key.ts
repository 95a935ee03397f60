import type { Secrets } from "../../domain/ports.ts";

/** Makes and reads the words by which somebody follows the answers to what they wrote. */
export interface RepliesKeys {
  /** The word for some comments, by their ids; of more than twenty, the first ones. */
  of(comments: readonly string[]): string;
  /** The ids of the comments that a word stands for; null for a word that is not ours. */
  read(key: string): string[] | null;
}

const purpose = "replies";
const most = 20;
const pattern = /^([a-z0-9_-]{1,128}(?:\.[a-z0-9_-]{1,128}){0,19})~([A-Za-z0-9_-]{43})$/i;

/**
 * The words are signed, so that nobody can ask whether two comments are by one person. They open nothing that is not on the
 * page, and end with the comments that they name.
 */
export function createRepliesKeys({ secrets }: { secrets: Pick<Secrets, "sign" | "verify"> }): RepliesKeys {
  return {
    of(comments) {
      const text = comments.slice(0, most).join(".");
      return `${text}~${secrets.sign(purpose, text)}`;
    },
    read(key) {
      const [, text = "", signature = ""] = pattern.exec(key) ?? [];
      return text !== "" && secrets.verify(purpose, text, signature) ? text.split(".") : null;
    },
  };
}
