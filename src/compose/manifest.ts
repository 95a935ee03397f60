import { readFileSync } from "node:fs";

/** What the package says of itself. */
export function readManifest(): { version: string } {
  return JSON.parse(readFileSync(new URL(import.meta.resolve("#package")), "utf8")) as { version: string };
}
