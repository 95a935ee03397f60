import { createSweepPages } from "./look-at-pages.ts";
import { createSweepActs } from "./sweep-acts.ts";

/** What is done for threads now and then; `mayAsk` tells whether blogs can be asked for their pages. */
export function createThreadSweeps(
  world: Parameters<typeof createSweepActs>[0] & Parameters<typeof createSweepPages>[0],
  mayAsk: () => boolean,
) {
  const sweepPages = createSweepPages(world);
  return {
    threads: createSweepActs(world),
    pages: async () => (mayAsk() ? sweepPages() : 0),
  };
}
