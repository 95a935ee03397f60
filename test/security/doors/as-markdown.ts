import type { Vector } from "../vectors/vector.ts";

/** Its number stands before each, so that something is left to be shown of whatever is taken out. */
export function asMarkdown({ n, speaks, text }: Vector): string {
  if (speaks !== "address") return `No. ${n}\n\n${text}`;
  return `No. ${n}\n\n[a](${text}) [b](<${text}>) <${text}> ![c](${text}) ${text} [d][e]\n\n[e]: ${text}`;
}
