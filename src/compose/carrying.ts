import type { Config } from "../config.ts";
import type { Carrying } from "../domain/carrying.ts";
import { createUploads } from "../runtime/uploads.ts";
import { createImportWork, type ImportWork } from "../usecases/operate/import-work.ts";
import { createExporters } from "./exporters.ts";
import { importers } from "./importers.ts";

/** What comes and goes by the owner's pages, and what does the work behind them. */
export function createCarrying(
  world: Parameters<typeof createImportWork>[0],
  config: Pick<Config, "store" | "importBytes" | "url">,
): { carrying: Carrying; imports: ImportWork } {
  const uploads = createUploads(config);
  const imports = createImportWork(world, { importers, uploads, origin: config.url });
  return { carrying: { exporters: createExporters(), importers, uploads, poke: () => imports.poke() }, imports };
}
