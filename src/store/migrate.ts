import { Problem } from "../domain/problem.ts";
import { hashContent } from "./content-hash.ts";
import { lastingCollections } from "./copy.ts";
import { copiedOf, mirror, type Pair } from "./mirror.ts";
import type { Store } from "./open.ts";
import type { Doc, Docs } from "./port.ts";
import { beginFilling, copyOf, endFilling, type Filling, fillingOf } from "./unfinished.ts";
import { demandKnown, readVersion } from "./upgrades/version.ts";

/** What is over so soon, in milliseconds, may be gone from one store and not yet from the other. */
const soonMs = 120_000;

/** How far a migration is within one collection. */
export interface Progress {
  collection: string;
  copied: number;
  total: number;
}

export interface MigrateOptions {
  /** The time now. */
  now(): Date;
  progress?(progress: Progress): void;
}

type Side = Pick<Store, "docs">;

/**
 * Makes one open store a copy of another, whatever their kinds, and compares what they hold by its hashes; documents whose
 * time is over stay behind. One that was cut off goes on where it was; run again it brings what changed, and takes away what
 * is gone. Returns how many documents each collection has. Throws `conflict` without a change when the target holds
 * comments and is no copy of the source, or has or shall have a version that is not known; and after the copy when the
 * contents differ, as they do when somebody wrote meanwhile.
 */
export async function migrate(
  from: Side,
  to: Side,
  { now, progress }: MigrateOptions,
): Promise<Record<string, number>> {
  for (const [side, called] of [
    [from, "The source"],
    [to, "The target"],
  ] as const) {
    const version = await readVersion(side.docs);
    if (version) demandKnown(version, called);
  }
  const source = await nameOf(from);
  const cutOff = await demandOurs(to, source);
  const pairs = pairsOf(from, to);
  const start = pairs.findIndex(({ name }) => name === cutOff?.collection);
  if (cutOff === null) await beginFilling(to.docs, { by: "migrate", from: source });

  for (const pair of pairs.slice(Math.max(0, start))) {
    const over = now();
    const total = await pair.here.countDocuments(copiedOf(pair.here, over));
    const resumed = cutOff?.collection === pair.name ? cutOff.after : "";
    await mirror(pair, resumed, over, async (copied, after) => {
      await beginFilling(to.docs, { by: "migrate", from: source, at: { collection: pair.name, after } });
      if (copied > 0) progress?.({ collection: pair.name, copied, total });
    });
  }

  const { counts, differing } = await compare(pairs, new Date(now().getTime() + soonMs));
  if (differing.length > 0) {
    // The next run looks at everything again.
    await beginFilling(to.docs, { by: "migrate", from: source });
    const sentence = `After the copy the stores differ in ${differing.join(", ")}: stop the node and migrate again.`;
    throw new Problem("conflict", sentence);
  }
  await endFilling(to.docs, source);
  return counts;
}

/** What tells a store from others, through copies as well: its first blog. */
async function nameOf({ docs }: Side): Promise<string> {
  const [first] = await docs.sites.find({}).sort({ installedAt: 1 }).limit(1).toArray();
  return first?._id ?? "a store without a blog";
}

/** How far a migration from this source was when it was cut off; null where there was none, or all is to be looked at. */
async function demandOurs({ docs }: Side, source: string): Promise<NonNullable<Filling["at"]> | null> {
  const filling = await fillingOf(docs);
  if (filling?.by === "migrate" && filling.from === source) return filling.at ?? null;
  if ((await copyOf(docs)) === source) return null;
  const comments = await docs.comments.countDocuments({});
  if (comments === 0) return null;
  throw new Problem(
    "conflict",
    `The target holds ${comments} comments, and is no copy of the source that nobody used since: name an empty store as the target.`,
  );
}

function pairsOf(from: Side, to: Side): Pair[] {
  const targets = new Map(lastingCollections(to.docs).map((docs) => [docs.spec.name, docs]));
  return lastingCollections(from.docs).map((here) => ({
    name: here.spec.name,
    here,
    there: targets.get(here.spec.name) as Docs<Doc>,
  }));
}

async function compare(
  pairs: readonly Pair[],
  over: Date,
): Promise<{ counts: Record<string, number>; differing: string[] }> {
  const counts: Record<string, number> = {};
  const differing: string[] = [];
  for (const { name, here, there } of pairs) {
    const source = await hashContent(here, copiedOf(here, over));
    const target = await hashContent(there, copiedOf(there, over));
    counts[name] = target.count;
    if (source.count !== target.count) differing.push(`${name} (${source.count} here, ${target.count} there)`);
    else if (source.hash !== target.hash) differing.push(name);
  }
  return { counts, differing };
}
