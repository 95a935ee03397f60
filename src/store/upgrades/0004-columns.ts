import type { Upgrade } from "./upgrade.ts";

/** The version since which an embedded store has what it finds documents by beside them. */
export const shapedSince = 4;

/** Beyond so many documents a collection takes seconds. */
const worthTelling = 10_000;

/** Gives an embedded store columns for what documents are found by; a database server has no need of any. */
export const giveColumns: Upgrade = {
  version: shapedSince,
  title: "what documents are found by is kept beside them, which takes a minute or two for each million",
  alone: true,
  run: ({ reshape, log }) =>
    reshape((collection, documents) => {
      if (documents >= worthTelling) log.info({ documents }, `All of “${collection}” are rewritten.`);
    }),
};
