import type { Comment, CommentState } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { CommentDraft } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Numbering } from "./import-numbers.ts";
import { aliasPlace, openPlace, type Place } from "./import-places.ts";
import type { Tally } from "./import-tally.ts";
import { type Changed, importedComment } from "./imported-comment.ts";

export type BatchNeeds = Pick<
  World,
  | ("comments" | "threads" | "sites" | "jobs" | "numbers" | "oldNumbers")
  | ("ids" | "secrets" | "html" | "pages" | "clock" | "debts")
>;

/** A draft with all that was found out about it. */
export interface Item {
  draft: CommentDraft;
  /** The id of the same comment as another import brought it; null where there is none. */
  counterpart: string | null;
  place: Place;
  parent: string | null;
  path: readonly string[];
  createdAt: Date;
}

/** What became of comments. */
export interface Stored {
  added: Record<CommentState, number>;
  /** Brought up to date, as nobody changed them here since the last import. */
  updated: number;
  /** There already, as they are in the source. */
  already: number;
}

export interface BatchOptions {
  site: Site;
  software: string;
  check: boolean;
  dryRun: boolean;
  numbering: Numbering;
  tally: Tally;
}

const nothing = () => undefined;

/**
 * Stores comments of an import, all in one go; those that are there already are brought up to date, unless somebody changed
 * them here. May be repeated. With `dryRun` it only counts.
 */
export function createStoreBatch(world: BatchNeeds, options: BatchOptions) {
  const { site, software, check, dryRun, numbering, tally } = options;
  const stored: Stored = { added: { published: 0, held: 0, spam: 0, removed: 0 }, updated: 0, already: 0 };

  return { stored, store };

  async function store(items: readonly Item[]): Promise<void> {
    const idOf = ({ counterpart, draft }: Item) => counterpart ?? draft.id;
    const found = await world.comments.among(items.map(idOf));
    const known = new Map(found.map((comment) => [comment._id, comment]));
    if (!dryRun) await openPlaces(items);
    // One by one, as numbers are given in the order of the source; what is written is written together.
    const writes: Promise<void>[] = [];
    for (const item of items) {
      const before = known.get(idOf(item));
      if (before && item.counterpart !== null) writes.push(join(item, before));
      else if (before) writes.push(update(item, before));
      else writes.push(add(item, await numberOf(item.draft)));
    }
    await Promise.all(writes);
    await world.debts.settled("comment");
  }

  async function openPlaces(items: readonly Item[]): Promise<void> {
    for (const place of new Set(items.map((item) => item.place))) {
      if (place.isOpen) continue;
      await openPlace(world, site, place, check);
      await aliasPlace(world, site, place);
      place.isOpen = true;
    }
  }

  async function numberOf(draft: CommentDraft): Promise<number> {
    if (draft.number === null) return dryRun ? 0 : world.numbers.next();
    if (await numbering.mayKeep(draft)) return draft.number;
    tally.add("changed", "comments whose number is taken here; links to the old one still lead to them", draft.label);
    return dryRun ? 0 : world.numbers.next();
  }

  async function add(item: Item, number: number): Promise<void> {
    const { draft } = item;
    const comment = make(item, number, (reason) => tally.add("changed", reason, draft.label));
    stored.added[comment.state]++;
    if (dryRun) return;
    if ((await world.comments.add(comment)) === "added") world.debts.notice("comment", comment._id);
    await rememberNumber(comment, draft);
  }

  async function update(item: Item, before: Comment): Promise<void> {
    const { draft } = item;
    if (!dryRun) await rememberNumber(before, draft);
    const after = make(item, before.number, nothing);
    if (looksOf(after) === looksOf(before)) {
      stored.already++;
      return;
    }
    if (before.version !== before.importVersion) {
      stored.already++;
      tally.add("left", "comments that differ from the source, as they were changed here", `#${before.number}`);
      return;
    }
    stored.updated++;
    if (dryRun) return;
    const { source, html, renderer, author, warning, state, heldFor, editedAt } = after;
    const set = { source, html, renderer, author, warning, state, heldFor, editedAt };
    const owed = owing(before, ["thread"], world.clock.now());
    const written = await world.comments.change(before, { ...set, ...owed, importVersion: before.version + 1 });
    if (written === "ok") world.debts.notice("comment", before._id);
  }

  /** What the other import did not bring is added; all else stays as it is here. */
  async function join({ draft }: Item, before: Comment): Promise<void> {
    const reason = "comments that another import brought already";
    const differently = ", where they are not shown alike, and stay as they are";
    tally.add("left", before.state === draft.state ? reason : reason + differently, draft.label);
    if (dryRun) return;
    await rememberNumber(before, draft);
    const { importedAlso = [] } = before;
    if (importedAlso.includes(draft.id)) return;
    const isOurs = before.version === before.importVersion;
    await world.comments.change(before, {
      importedAlso: [...importedAlso, draft.id],
      ...whatIsNew(before, draft),
      ...owing(before, ["thread"], world.clock.now()),
      ...(isOurs ? { importVersion: before.version + 1 } : {}),
    });
    world.debts.notice("comment", before._id);
  }

  function make({ draft, place, parent, path, createdAt }: Item, number: number, changed: Changed): Comment {
    const thread: Pick<Thread, "_id" | "site"> = place.thread ?? { _id: "", site: site._id };
    return importedComment(world, draft, { software, thread, parent, path, number, createdAt }, changed);
  }

  /** Also for one that is there already: what was cut off may have ended before this. */
  async function rememberNumber(comment: Comment, { number }: CommentDraft): Promise<void> {
    if (number !== null && number !== comment.number) await world.oldNumbers.put(site._id, number, comment._id);
  }
}

/** The number that links lead by, and votes, where the comment has none of its own. */
function whatIsNew(before: Comment, { number, votes, issoVoters }: CommentDraft): Partial<Comment> {
  const isNumbered = number === null || number === before.number || before.oldNumber !== undefined;
  const isVotedOn = before.votes !== undefined || votes.up + votes.down === 0;
  return {
    ...(isNumbered ? {} : { oldNumber: number }),
    ...(isVotedOn ? {} : { votes, ...(issoVoters === null ? {} : { issoVoters }) }),
  };
}

/** What an update would change: a text that is the same for two comments which readers and the owner see alike. */
function looksOf({ source, state, warning, editedAt, author }: Comment): string {
  const visitor = author.kind === "visitor" ? [author.name, author.website, author.email] : [];
  return JSON.stringify([source.text, source.type, state, warning, editedAt?.getTime() ?? null, visitor]);
}
