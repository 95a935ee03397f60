import type { Kept } from "./kept.ts";

const most = 10;

/** The keys of own comments, by which they can be changed, the newest first. */
export function ownKeys(kept: Kept): string[] {
  return kept.list("keys");
}

/** Keeps one more key; the oldest fall out. */
export function addKey(kept: Kept, key: string | undefined): void {
  if (key) kept.set("keys", [...new Set([key, ...ownKeys(kept)])].slice(0, most).join(" "));
}
