import type { CommentDraft, ImportSource } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { keepIssoKey } from "../visit/isso-keys.ts";
import type { AddressMap } from "./address-map.ts";
import { type BatchNeeds, createStoreBatch, type Item, type Stored } from "./import-batch.ts";
import { type Columns, createColumns } from "./import-columns.ts";
import { type Counterpart, findCounterparts } from "./import-counterparts.ts";
import { linkComments, type PathOf } from "./import-links.ts";
import { reserveNumbers } from "./import-numbers.ts";
import { type Place, placeThreads } from "./import-places.ts";
import { followProgress } from "./import-progress.ts";
import { type Survey, surveySource } from "./import-survey.ts";
import { createTally, type ImportNote, type Tally } from "./import-tally.ts";
import { type JudgeNeeds, judgeSource } from "./judge-source.ts";

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

type Needs = BatchNeeds & JudgeNeeds & Pick<World, "settings" | "openScratch">;

/** So many comments are in memory at a time, and committed together. */
const batchSize = 500;

/** After so many, how far it came is remembered. */
const rememberedEvery = 5_000;

/** Longer texts than a document can hold in every store: characters. */
const longestText = 1_000_000;

/**
 * Brings the comments of a source into the store, in two readings of it, a batch at a time. Doing it again changes nothing
 * but what changed in the source; nothing is ever deleted, nobody is told by mail, and the fediverse never hears of it.
 * Throws what the source throws, and `busy` where there is no room for temporary files.
 */
export function createImportComments(world: Needs) {
  return async (source: ImportSource, options: ImportOptions): Promise<ImportReport> => {
    const columns = createColumns(world.openScratch);
    try {
      return await importComments(source, options, columns);
    } finally {
      columns.close();
    }
  };

  async function importComments(given: ImportSource, options: ImportOptions, columns: Columns): Promise<ImportReport> {
    const { site, map, check, dryRun, onProgress } = options;
    const source = judgeSource(world, given, site);
    const { software } = source;
    const tally = createTally();
    const survey = await surveySource(source, tally, columns);
    const places = await placeThreads(world, site, survey, map, tally);
    const counterparts = await findCounterparts(world, survey);
    const pathOf = linkComments(survey, counterparts);

    const numbering = await reserveNumbers(world, survey.highest, dryRun);
    const { store, stored, openPlaces, pass } = createStoreBatch(world, {
      site,
      software,
      check,
      dryRun,
      numbering,
      tally,
    });
    const progress = await followProgress(world, site, survey, { software, dryRun });
    let done = 0;
    for await (const items of batchesOf(source, { survey, counterparts, pathOf, tally, now: world.clock.now() })) {
      const isStored = done + items.length <= progress.before;
      if (isStored) pass(items);
      else await store(items, survey.comments.count - done);
      done += items.length;
      if (!isStored && done % rememberedEvery === 0) await progress.reached(done);
      onProgress(done, survey.comments.count);
    }
    await openPlaces(places.filter(({ whole }) => whole !== null));
    await progress.ended();
    if (source.sessionKey !== null && !dryRun) await keepIssoKey(world, { site: site._id, key: source.sessionKey });

    const notes = tally.notes();
    return {
      software,
      comments: survey.comments.count,
      threads: survey.threads.filter(({ isNamed }) => isNamed).length,
      pages: places.map(pageOf),
      ...stored,
      notes,
      lost: notes.some(({ outcome }) => outcome === "lost"),
    };
  }
}

interface Known {
  survey: Survey;
  counterparts: ReadonlyMap<number, Counterpart>;
  pathOf: PathOf;
  tally: Tally;
  now: Date;
}

/** Reads the source a second time and gives what is to be stored, a batch at a time. */
async function* batchesOf(source: ImportSource, known: Known): AsyncIterable<Item[]> {
  const { survey, counterparts, pathOf, tally, now } = known;
  const { comments, threads } = survey;
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
    const number = comments.find(draft.id);
    const place = number === null ? null : (threads[comments.threadOf(number)]?.place ?? null);
    if (number === null || place === null || comments.is(number, "met")) return null;
    comments.mark(number, "met");
    const counterpart = counterparts.get(number)?._id ?? null;
    if (comments.is(number, "removed") && !comments.is(number, "needed") && counterpart === null && !draft.whole) {
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
    if (counterpart === null) {
      if (comments.is(number, "orphan"))
        tally.add("changed", "answers to a comment that is not there, now at the top", draft.label);
      if (comments.is(number, "circling"))
        tally.add("changed", "answers that went round in a circle, now at the top", draft.label);
    }
    const parent = parentOf(number);
    return { draft, counterpart, place, parent, path: pathOf(number), createdAt: draft.createdAt ?? otherwise };
  }

  function parentOf(number: number): string | null {
    const parent = comments.parentOf(number);
    return parent === null ? null : (counterparts.get(parent)?._id ?? comments.idOf(parent));
  }
}

function pageOf({ url, comments, isNew, thread }: Place): ImportedPage {
  return { url: thread?.page.url ?? url, comments, isNew };
}
