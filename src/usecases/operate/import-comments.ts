import type { CommentDraft, ImportSource } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { keepIssoKey } from "../visit/isso-keys.ts";
import type { AddressMap } from "./address-map.ts";
import { type BatchNeeds, createStoreBatch, type Item, type Stored } from "./import-batch.ts";
import { type Counterpart, findCounterparts } from "./import-counterparts.ts";
import { linkComments } from "./import-links.ts";
import { reserveNumbers } from "./import-numbers.ts";
import { type Place, placeThreads } from "./import-places.ts";
import { type Survey, surveySource } from "./import-survey.ts";
import { createTally, type ImportNote, type Tally } from "./import-tally.ts";

export interface ImportOptions {
  /** The blog that the comments belong to. */
  site: Site;
  map: AddressMap;
  /** Asks the blog for each page that has no thread yet, and follows redirects. */
  check: boolean;
  /** Finds out all and writes nothing. */
  dryRun: boolean;
  /** Told after each batch how many comments were dealt with. */
  onProgress(done: number, total: number): void;
}

/** What an import found and did. Whatever is not as it was in the source is in the notes. */
export interface ImportReport extends Stored {
  software: string;
  /** Comments in the source. */
  comments: number;
  /** Threads in the source, with or without comments. */
  threads: number;
  pages: ImportedPage[];
  notes: ImportNote[];
  /** Whether something is missing that another try, or a map, can bring. */
  lost: boolean;
}

/** A page of the blog with the number of its comments in the source. */
export interface ImportedPage {
  url: string;
  comments: number;
  /** It had no thread before. */
  isNew: boolean;
}

type Needs = BatchNeeds & Pick<World, "settings">;

/** So many comments are in memory at a time, and committed together. */
const batchSize = 500;

/** Longer texts than a document can hold in every store: characters. */
const longestText = 1_000_000;

/**
 * Brings the comments of a source into the store, in two readings of it, a batch at a time. Doing it again changes nothing
 * but what changed in the source; nothing is ever deleted, nobody is told by mail, and the fediverse never hears of it.
 * Throws what the source throws.
 */
export function createImportComments(world: Needs) {
  return async function importComments(source: ImportSource, options: ImportOptions): Promise<ImportReport> {
    const { site, map, check, dryRun, onProgress } = options;
    const { software } = source;
    const tally = createTally();
    const survey = await surveySource(source, tally);
    const places = await placeThreads(world, site, survey, map, tally);
    const counterparts = await findCounterparts(world, survey);
    const { orphans, circles } = linkComments(survey, counterparts);

    const numbering = await reserveNumbers(world, survey.highest, dryRun);
    const { store, stored } = createStoreBatch(world, { site, software, check, dryRun, numbering, tally });
    let done = 0;
    for await (const items of batchesOf(source, { survey, counterparts, tally, now: world.clock.now() })) {
      for (const { draft, counterpart } of items) {
        if (counterpart !== null) continue;
        if (orphans.has(draft.id))
          tally.add("changed", "answers to a comment that is not there, now at the top", draft.label);
        if (circles.has(draft.id))
          tally.add("changed", "answers that went round in a circle, now at the top", draft.label);
      }
      await store(items);
      done += items.length;
      onProgress(done, survey.comments.size);
    }
    if (source.sessionKey !== null && !dryRun) await keepIssoKey(world, { site: site._id, key: source.sessionKey });

    const notes = tally.notes();
    return {
      software,
      comments: survey.comments.size,
      threads: survey.threads.size,
      pages: places.map(pageOf),
      ...stored,
      notes,
      lost: notes.some(({ outcome }) => outcome === "lost"),
    };
  };
}

interface Known {
  survey: Survey;
  counterparts: ReadonlyMap<string, Counterpart>;
  tally: Tally;
  now: Date;
}

/** Reads the source a second time and gives what is to be stored, a batch at a time. */
async function* batchesOf(source: ImportSource, known: Known): AsyncIterable<Item[]> {
  const { survey, counterparts, tally, now } = known;
  let batch: Item[] = [];
  let lastDate: Date | null = null;
  for await (const draft of source.drafts()) {
    if (draft.kind !== "comment") continue;
    const item = itemOf(draft, lastDate ?? now);
    lastDate = draft.createdAt ?? lastDate;
    if (item) batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;

  function itemOf(draft: CommentDraft, otherwise: Date): Item | null {
    const entry = survey.comments.get(draft.id);
    if (!entry?.place || entry.met) return null;
    entry.met = true;
    const counterpart = counterparts.get(draft.id)?._id ?? null;
    if (entry.removed && !entry.needed && counterpart === null) {
      tally.add("left", `comments that were deleted in ${source.software}, without answers`, draft.label);
      return null;
    }
    if (draft.source.text.length > longestText) {
      tally.add("lost", `comments longer than ${longestText} characters`, draft.label);
      return null;
    }
    if (draft.createdAt === null) {
      tally.add("changed", "comments without a readable date, which got that of the one before", draft.label);
    }
    const { place, path } = entry;
    const parent = entry.parent === null ? null : (counterparts.get(entry.parent)?._id ?? entry.parent);
    return { draft, counterpart, place, parent, path, createdAt: draft.createdAt ?? otherwise };
  }
}

function pageOf({ url, comments, isNew, thread }: Place): ImportedPage {
  return { url: thread?.page.url ?? url.href, comments, isNew };
}
