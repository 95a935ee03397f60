import type { Kept } from "./kept.ts";

const most = 10;

/** The keys of own comments, by which they can be changed, the newest first. */
export function ownKeys(kept: Kept): string[] {
  return kept.get("keys").split(" ").filter(Boolean);
}

/** Keeps one more key; the oldest fall out. */
export function addKey(kept: Kept, key: string | undefined): void {
  if (!key) return;
  const others = ownKeys(kept).filter((known) => known !== key);
  kept.set("keys", [key, ...others].slice(0, most).join(" "));
}
