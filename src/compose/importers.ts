import { storedAs, withoutAddressees } from "../../federation/incoming/as-stored.ts";
import { asksToBeLeftOut } from "../../federation/incoming/consent.ts";
import type { Importer, Importers } from "../domain/importer.ts";
import { antiphonImporter } from "../importers/antiphon.ts";
import { commentoImporter } from "../importers/commento.ts";
import { coralImporter } from "../importers/coral.ts";
import { discourseImporter } from "../importers/discourse.ts";
import { disqusImporter } from "../importers/disqus.ts";
import { createGhostImporter } from "../importers/ghost.ts";
import { createIssoImporter } from "../importers/isso-importer.ts";
import { livefyreImporter } from "../importers/livefyre.ts";
import { createMastodonImporter } from "../importers/mastodon.ts";
import { isDatabase, readHead } from "../importers/read-head.ts";
import { remark42Importer } from "../importers/remark42.ts";
import { wordpressImporter } from "../importers/wordpress.ts";
import { openForeign } from "../store/sqlite/foreign.ts";

/** Every importer, in the order of commands and forms; where several know a file, the first has it. */
const all: readonly Importer[] = [
  antiphonImporter,
  createIssoImporter(openForeign),
  disqusImporter,
  wordpressImporter,
  commentoImporter,
  remark42Importer,
  createGhostImporter(openForeign),
  coralImporter,
  livefyreImporter,
  discourseImporter,
  createMastodonImporter({ place: storedAs, withoutAddressees, optsOut: asksToBeLeftOut }),
];

/**
 * The start of a file, and all of the schema of a database: in large ones that lies anywhere. A damaged one is told by its
 * importer, which reads it whole.
 */
async function headOf(file: string): Promise<string> {
  const head = await readHead(file);
  if (!isDatabase(head)) return head;
  const db = await openForeign(file).catch(() => null);
  if (!db) return head;
  try {
    const parts = db.all("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").map(({ sql }) => String(sql));
    return [head, ...parts].join("\n");
  } finally {
    await db.close();
  }
}

/** Every kind of export that can be read: another format is another importer, and a name in the row above. */
export const importers: Importers = {
  all,
  async detect(file) {
    const head = await headOf(file);
    return all.find((importer) => importer.detect(head)) ?? null;
  },
};
