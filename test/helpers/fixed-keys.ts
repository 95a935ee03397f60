import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import type { TestKey } from "./remote.ts";

/** A key of `test/fixtures/keys` under an id: the same in every run, so that what it signs is the same as well. */
export function fixedKey(name: string, id: string): TestKey {
  const pem = readFileSync(new URL(`../fixtures/keys/${name}.pem`, import.meta.url), "utf8");
  const privateKey = createPrivateKey(pem);
  const publicPem = createPublicKey(pem).export({ type: "spki", format: "pem" }) as string;
  return { id, pem: publicPem, private: privateKey };
}
