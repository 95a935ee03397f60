import type { ForeignDatabase } from "../domain/import.ts";
import type { Importer } from "../domain/importer.ts";
import { defaultHash } from "../domain/isso.ts";
import { readIsso } from "./isso.ts";
import type { IssoTexts } from "./isso-text.ts";
import { isDatabase } from "./read-head.ts";

const textKinds: readonly IssoTexts[] = ["auto", "markdown", "html"];

/** Reads the database of an Isso, by way of whatever opens another program's database. */
export function createIssoImporter(
  openDatabase: (file: string) => Promise<ForeignDatabase & { close(): Promise<void> }>,
): Importer {
  return {
    name: "isso",
    title: "Isso",
    file: "the database of an Isso (comments.db, schemas 0 to 5), also while Isso runs",
    options: [
      {
        name: "texts",
        label: "how texts are written; auto finds what Isso took over from others",
        value: "kind",
        choices: textKinds,
        otherwise: "auto",
      },
      {
        name: "hash",
        label: "`algorithm` of [hash] in Isso's configuration, where it is set there",
        value: "algorithm",
      },
      { name: "salt", label: "`salt` of [hash], likewise: pictures of authors stay as they are", value: "salt" },
    ],
    detect: (head) => isDatabase(head) && /CREATE TABLE threads\b[^;]*\buri\b/i.test(head),
    async open(file, { site, values: { texts, hash: algorithm, salt } }) {
      const db = await openDatabase(file);
      try {
        const hash = { algorithm: algorithm ?? defaultHash.algorithm, salt: salt ?? defaultHash.salt };
        const kind = textKinds.find((one) => one === texts) ?? "auto";
        return { ...readIsso(db, { file, site, texts: kind, hash }), close: db.close };
      } catch (error) {
        await db.close();
        throw error;
      }
    },
  };
}
