import { Problem } from "../domain/problem.ts";
import { copyLines, everyCollection, linesOf } from "./copy.ts";
import type { Store } from "./open.ts";
import type { Doc, Docs, Filter } from "./port.ts";

/** How far a migration is within one collection. */
export interface Progress {
  collection: string;
  copied: number;
  total: number;
}

interface Tally {
  name: string;
  source: number;
  target: number;
}

/**
 * Makes one open store a copy of another, whatever their kinds; documents whose time is over stay behind. May be run
 * again after a fault. Returns how many documents each collection has. Throws `conflict` without a change when the target
 * holds more than the source, and after the copy when the counts differ, as they do when somebody wrote meanwhile.
 */
export async function migrate(
  from: Pick<Store, "docs">,
  to: Pick<Store, "docs">,
  options: { now: Date; progress?: (progress: Progress) => void },
): Promise<Record<string, number>> {
  const current = (docs: Docs<Doc>): Filter<Doc> => (docs.spec.ttl ? { [docs.spec.ttl]: { $gt: options.now } } : {});

  async function compare(): Promise<Tally[]> {
    const sources = everyCollection(from.docs);
    const targets = new Map(everyCollection(to.docs).map((docs) => [docs.spec.name, docs]));
    return Promise.all(
      sources.map(async (docs) => ({
        name: docs.spec.name,
        source: await docs.countDocuments(current(docs)),
        target: (await targets.get(docs.spec.name)?.countDocuments(current(docs))) ?? 0,
      })),
    );
  }

  const before = await compare();
  for (const { name, source, target } of before) {
    if (target <= source) continue;
    const sentence = `The target holds more ${name} (${target}) than the source (${source}): name an empty store as the target.`;
    throw new Problem("conflict", sentence);
  }

  const totals = new Map(before.map(({ name, source }) => [name, { copied: 0, total: source }]));
  await copyLines(to.docs, linesOf(from.docs, current), (collection, count) => {
    const state = totals.get(collection) ?? { copied: 0, total: 0 };
    state.copied += count;
    options.progress?.({ collection, ...state });
  });

  const after = await compare();
  for (const { name, source, target } of after) {
    if (source === target) continue;
    const sentence = `After the copy the source holds ${source} ${name} and the target ${target}: stop the node and migrate again.`;
    throw new Problem("conflict", sentence);
  }
  return Object.fromEntries(after.map(({ name, target }) => [name, target]));
}
