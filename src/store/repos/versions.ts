import type { Written } from "../../domain/repos.ts";
import type { Doc, Docs, Update } from "../port.ts";

interface Versioned extends Doc {
  version: number;
}

/** Sets members and raises the version in one write, if the document is still at the version that was read. */
export async function changeAtVersion<T extends Versioned>(
  docs: Docs<T>,
  read: Pick<T, "_id" | "version">,
  set: Partial<T>,
): Promise<Written> {
  const { _id: _, version: __, ...members } = set;
  const versioned = docs as unknown as Docs<Versioned>;
  const update: Update<Versioned> = { $set: members, $inc: { version: 1 } };
  return (await versioned.updateOne({ _id: read._id, version: read.version }, update)) > 0 ? "ok" : "stale";
}
