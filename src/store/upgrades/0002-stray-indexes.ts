import type { CollectionName } from "../collections.ts";
import type { Upgrade } from "./upgrade.ts";

/** Indexes that questions were asked by once and that others took the place of; each write still paid for them. */
const strays: readonly (readonly [CollectionName, readonly string[]])[] = [
  ["comments", ["host", "state", "createdAt", "_id", "author.id"]],
  ["comments", ["author.hash", "state", "createdAt"]],
  ["comments", ["author.hash"]],
  ["comments", ["author.id", "createdAt", "_id"]],
  ["comments", ["author.id", "createdAt"]],
  ["comments", ["author.id"]],
  ["comments", ["thread", "state", "hiddenBy"]],
  ["reactions", ["actor"]],
];

/** Takes away what indexes the first stores were given and no question uses any more. */
export const dropStrayIndexes: Upgrade = {
  version: 2,
  title: "indexes that no question uses any more are taken away",
  async run({ dropIndex }) {
    for (const [collection, paths] of strays) await dropIndex(collection, paths);
  },
};
