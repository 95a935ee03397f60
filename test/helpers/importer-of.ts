import { importers } from "../../src/compose/importers.ts";
import type { Importer } from "../../src/domain/importer.ts";

/** An importer of the table, by its name. */
export function importerOf(name: string): Importer {
  const found = importers.all.find((importer) => importer.name === name);
  if (!found) throw new Error(`There is no importer ${name}.`);
  return found;
}
