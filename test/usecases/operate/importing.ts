import type { Draft } from "../../../src/domain/import.ts";
import type { World } from "../../../src/domain/ports.ts";
import { everyCollection } from "../../../src/store/copy.ts";
import type { Store } from "../../../src/store/open.ts";
import { readAddressMap } from "../../../src/usecases/operate/address-map.ts";
import { createImportComments, type ImportReport } from "../../../src/usecases/operate/import-comments.ts";
import type { Outcome } from "../../../src/usecases/operate/import-tally.ts";
import { aSource } from "../../helpers/drafts.ts";
import { aSite } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

/** The blog that comments are imported for. */
export const site = aSite();

export interface TakeOptions {
  map?: string;
  check?: boolean;
  dryRun?: boolean;
  sessionKey?: string;
  onProgress?: (done: number, total: number) => void;
}

/** A world with one blog that takes imports. */
export interface Importing {
  world: World;
  store: Store;
  /** What the fediverse would have been told. */
  told: string[];
  /** Imports what a source gives. */
  take(drafts: Iterable<Draft>, options?: TakeOptions): Promise<ImportReport>;
  /** Every document of the store. */
  contents(): Promise<Record<string, unknown[]>>;
}

/** Opens one; its store must be closed. */
export async function openImporting(): Promise<Importing> {
  const { world, store, told } = await createTestWorld();
  await world.sites.add(site);
  return {
    world,
    store,
    told,
    take(drafts, { map = "", check = false, dryRun = false, sessionKey, onProgress = () => undefined } = {}) {
      const options = { site, map: readAddressMap(map, site.home), check, dryRun, onProgress };
      return createImportComments(world)(aSource(drafts, sessionKey ?? null), options);
    },
    async contents() {
      const all: Record<string, unknown[]> = {};
      for (const docs of everyCollection(store.docs)) {
        all[docs.spec.name] = await docs.find({}).sort({ _id: 1 }).toArray();
      }
      return all;
    },
  };
}

/** What a report tells of one outcome, as `COUNT REASON`. */
export function reasons(report: ImportReport, outcome: Outcome): string[] {
  return report.notes.filter((note) => note.outcome === outcome).map(({ reason, count }) => `${count} ${reason}`);
}
