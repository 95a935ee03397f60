import { isIP } from "node:net";
import { nodeActorName } from "../domain/site.ts";

/** A handle for a blog whose owner chose none: the first telling label of its host, made unique by a number. */
export function handleFor(home: string, taken: ReadonlySet<string>): string {
  const { hostname } = new URL(home);
  const label = hostname.replace(/^www\./, "").split(".")[0] ?? "";
  const plain = isIP(hostname.replace(/^\[|\]$/g, ""))
    ? ""
    : label
        .replace(/[^a-z0-9]+/g, "_")
        .replace(/^_+|_+$/g, "")
        .slice(0, 26);
  const base = plain === "" || plain === nodeActorName ? "blog" : plain;
  let handle = base;
  for (let i = 2; taken.has(handle); i++) handle = `${base}_${i}`;
  return handle;
}
