import { type Block, type BlockKind, everywhere } from "../domain/block.ts";
import type { TypedKind } from "../usecases/moderate/read-target.ts";

/** How the kinds of rules that can be typed are called on the command line. */
export const kindNames = {
  person: "actor",
  server: "host",
  words: "word",
  mail: "mail",
  network: "network",
} as const satisfies Record<string, TypedKind>;

const names: Record<BlockKind, string> = {
  actor: "person",
  host: "server",
  word: "words",
  mail: "mail",
  network: "network",
  visitor: "visitor",
};

/** What a rule is about, in one word. */
export function nameOf({ kind, value }: Pick<Block, "kind" | "value">): string {
  return value === everywhere ? "rule on every server" : names[kind];
}
