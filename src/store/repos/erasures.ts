import type { Clock, Log } from "../../domain/ports.ts";
import type { Erasure, Erasures } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** Where else it is written down, outside of the store. */
export interface ErasureCopy {
  noted(id: string, at: Date): Promise<void>;
  lifted(id: string, at: Date): Promise<void>;
}

interface Needs {
  clock: Clock;
  log: Log;
  copy: ErasureCopy | null;
}

/** What was erased, on the document port. A copy that cannot be written keeps nothing from being erased. */
export function createErasures(docs: Docs<Erasure>, { clock, log, copy }: Needs): Erasures {
  async function copied(writing: Promise<void> | undefined): Promise<void> {
    await writing?.catch((error: unknown) =>
      log.warn({ error }, "The list of erasures beside the backups could not be written; it is caught up with later."),
    );
  }

  return {
    async note(id) {
      const at = clock.now();
      await docs.updateOne({ _id: id }, { $set: { at } }, { upsert: true });
      await copied(copy?.noted(id, at));
    },
    async lift(id) {
      const was = await docs.deleteOne({ _id: id });
      if (was > 0) await copied(copy?.lifted(id, clock.now()));
    },
    due: (limit) => docs.find({ due: true }).limit(limit).toArray(),
    dueSince: async (id) => (await docs.findOne({ _id: id, due: true }))?.at ?? null,
    async settle(ids) {
      await docs.updateMany({ _id: { $in: ids } }, { $unset: { due: true } });
    },
  };
}
