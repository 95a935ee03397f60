import { readFileSync } from "node:fs";

/** One payload of `test/fixtures`, read anew so that a test may change it. */
export function fixture(name: string): Record<string, unknown> {
  const file = new URL(`../fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
}
