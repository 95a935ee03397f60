import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** What the package says of itself. */
export function readManifest(): { version: string } {
  const path = createRequire(import.meta.url).resolve("#package");
  return JSON.parse(readFileSync(path, "utf8")) as { version: string };
}
