import { createHash } from "node:crypto";
import type { Doc, Docs, Filter } from "./port.ts";

const modulus = 2n ** 256n;

/** What a collection holds, told by a number: two that hold the same documents have the same, in whatever order. */
export interface ContentHash {
  count: number;
  /** The sum of the documents' SHA-256, in hex. */
  hash: string;
}

/** Reads a collection through, some documents at a time. */
export async function hashContent(docs: Docs<Doc>, filter: Filter<Doc> = {}): Promise<ContentHash> {
  let count = 0;
  let sum = 0n;
  for await (const doc of docs.find(filter)) {
    count += 1;
    const digest = createHash("sha256").update(canonical(doc)).digest("hex");
    sum = (sum + BigInt(`0x${digest}`)) % modulus;
  }
  return { count, hash: sum.toString(16).padStart(64, "0") };
}

/** A document as text, its members in the order of their names; what is undefined is not there. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return `{"$date":"${value.toISOString()}"}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}
