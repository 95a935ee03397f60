import type { Exporter } from "./exporter.ts";
import type { Importers } from "./importer.ts";
import type { Uploads } from "./uploads.ts";

/** What comes and goes by the owner's pages is read, written and kept by these. */
export interface Carrying {
  importers: Importers;
  exporters: readonly Exporter[];
  uploads: Uploads;
  /** Has whoever works on imports look for work. */
  poke(): void;
}
