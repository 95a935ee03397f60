import type { Author } from "../../domain/author.ts";
import type { Comment, CommentState } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { CommentDraft } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { withoutUnsalted } from "../keep/without-unsalted.ts";
import { withFace } from "../visit/visitor.ts";
import type { Numbering } from "./import-numbers.ts";
import { aliasPlace, openPlace, type Place, tellLeftOf } from "./import-places.ts";
import { createRuleImports } from "./import-rules.ts";
import type { Tally } from "./import-tally.ts";
import { type Changed, importedComment } from "./imported-comment.ts";

export type BatchNeeds = Pick<
  World,
  | ("comments" | "histories" | "threads" | "sites" | "jobs" | "numbers" | "oldNumbers")
  | ("ids" | "secrets" | "html" | "pages" | "clock" | "debts" | "mailFace" | "checks")
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
  /** Of those that were added or brought up to date, what rules in force here hide, and what they let wait. */
  byRules: { hidden: number; held: number };
}

/** An item as a comment, and the comment that it was before. */
interface Made {
  item: Item;
  draft: CommentDraft;
  before: Comment | undefined;
  comment: Comment;
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

/** So many numbers are taken in one write, while there are comments for them. */
const numbersAtOnce = 5_000;

/**
 * Stores comments of an import, all in one go; those that are there already are brought up to date, unless somebody changed
 * them here. May be repeated. With `dryRun` it only counts.
 */
export function createStoreBatch(world: BatchNeeds, options: BatchOptions) {
  const { site, software, check, dryRun, numbering, tally } = options;
  const stored: Stored = {
    added: { published: 0, held: 0, spam: 0, removed: 0 },
    updated: 0,
    already: 0,
    byRules: { hidden: 0, held: 0 },
  };
  const ruleImports = createRuleImports(world, site);

  return {
    stored,
    store,
    openPlaces,
    /** Counts what an earlier run, that was cut off, stored already. */
    pass(items: readonly Item[]) {
      stored.already += items.length;
    },
  };

  /** `left` is how many comments there are yet, these among them. */
  async function store(items: readonly Item[], left: number): Promise<void> {
    const idOf = ({ counterpart, draft }: Item) => counterpart ?? draft.id;
    const found = await world.comments.among(items.map(idOf));
    const known = new Map(found.map((comment) => [comment._id, comment]));
    await openPlaces(items.map((item) => item.place));
    const unnumbered = items.filter((item) => item.draft.number === null && !known.has(idOf(item))).length;
    if (!dryRun) await world.numbers.ahead(unnumbered, Math.min(left, numbersAtOnce));
    // One by one, as numbers are given in the order of the source; what is written is written together.
    const writes: Promise<void>[] = [];
    const made: Made[] = [];
    const fresh: Comment[] = [];
    for (const item of items) {
      const before = known.get(idOf(item));
      if (before && before.site !== site._id) keepAway(item);
      else if (before && item.counterpart !== null) writes.push(join(item, before));
      else made.push(before ? again(item, before) : anew(item, await numberOf(item.draft)));
    }
    const ruled = await ruleImports(made);
    for (const [i, one] of made.entries()) {
      const comment = ruled[i] ?? one.comment;
      if (one.before) writes.push(update(one, comment, one.before));
      else fresh.push(await readied(one, comment));
    }
    await Promise.all(writes);
    if (dryRun) return;
    await addAll(fresh);
    const added = made.filter(({ before }) => before === undefined);
    await Promise.all(added.map(({ comment, draft }) => rememberNumber(comment, draft)));
    await world.debts.settled("comment");
  }

  /** One comment of each thread owes for all of them: what is owed is written twice. */
  async function addAll(comments: readonly Comment[]): Promise<void> {
    const threads = new Set<string>();
    const added = await world.comments.addAll(
      comments.map((comment) => {
        const owes = comment.origin === "fediverse" || !threads.has(comment.thread);
        threads.add(comment.thread);
        if (owes) world.debts.notice("comment", comment._id);
        return owes ? comment : { ...comment, owed: [], owedSince: null };
      }),
    );
    if (added === comments.length) return;
    // Another import of the same was quicker, perhaps with the very one that owes.
    for (const thread of threads) await world.threads.raise(thread, await world.comments.counts(thread));
  }

  /** Our own ids are the same on every blog of a node: a copy for another one would change what is on the first. */
  function keepAway({ draft }: Item): void {
    tally.add("lost", "comments that are on another blog of this node already", draft.label);
  }

  async function openPlaces(places: readonly Place[]): Promise<void> {
    const closed = [...new Set(places)].filter(({ isOpen }) => !isOpen);
    // The blog is asked for one page after the other.
    if (check) for (const place of closed) await open(place);
    else await Promise.all(closed.map(open));
  }

  async function open(place: Place): Promise<void> {
    place.isOpen = true;
    if (dryRun) {
      await tellLeftOf(world, place, tally);
      return;
    }
    await openPlace(world, site, place, check, tally);
    await aliasPlace(world, site, place);
    place.title = "";
    place.aliases = [];
  }

  async function numberOf(draft: CommentDraft): Promise<number> {
    if (draft.number === null) return dryRun ? 0 : world.numbers.next();
    if (await numbering.mayKeep(draft)) return draft.number;
    tally.add("changed", "comments whose number is taken here; links to the old one still lead to them", draft.label);
    return dryRun ? 0 : world.numbers.next();
  }

  function anew(item: Item, number: number): Made {
    const { draft } = item;
    const comment = make(item, number, (reason) => tally.add("changed", reason, draft.label));
    return { item, draft, before: undefined, comment };
  }

  function again(item: Item, before: Comment): Made {
    return { item, draft: item.draft, before, comment: make(item, before.number, nothing) };
  }

  function countRuled(plain: Comment, ruled: Comment): void {
    if (ruled.hiddenBy !== plain.hiddenBy) stored.byRules.hidden++;
    else if (ruled.state !== plain.state) stored.byRules.held++;
  }

  /** A new comment as it is to be stored, with what it said before stored already. */
  async function readied({ draft, comment: plain }: Made, comment: Comment): Promise<Comment> {
    stored.added[comment.state]++;
    countRuled(plain, comment);
    if (dryRun) return comment;
    const author = draft.whole ? await withoutUnsalted(comment) : await faced(comment.author);
    // Oldest first, as each is put before those that are there.
    for (const words of [...(draft.whole?.earlier ?? [])].reverse()) await world.histories.keep(comment._id, words);
    return { ...comment, author };
  }

  /** What is as it was before rules are asked stays as it is: they were asked when it came, and decided on since. */
  async function update({ draft, comment: plain }: Made, after: Comment, before: Comment): Promise<void> {
    // What came by itself, with all that was said of it since, is better than any copy.
    if (draft.isUnjudged && before.importVersion === undefined) {
      stored.already++;
      return;
    }
    if (!dryRun) await rememberNumber(before, draft);
    if ([plain, after].some((comment) => looksOf(comment) === looksOf(before))) {
      stored.already++;
      return;
    }
    if (before.version !== before.importVersion) {
      stored.already++;
      tally.add("left", "comments that differ from the source, as they were changed here", `#${before.number}`);
      return;
    }
    stored.updated++;
    countRuled(plain, after);
    if (dryRun) return;
    const { source, html, renderer, warning, state, heldFor, hiddenBy, hiddenSince = null, editedAt } = after;
    const author = await faced(draft.whole ? await withoutUnsalted(after) : after.author);
    const set = { source, html, renderer, author, warning, state, heldFor, hiddenBy, hiddenSince, editedAt };
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

  /** An author from elsewhere than an Isso gets the face that their mailbox has here. */
  async function faced(author: Author): Promise<Author> {
    return author.kind === "visitor" && author.email !== null && author.face === undefined
      ? withFace(world, author)
      : author;
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
function looksOf({ source, state, hiddenBy, warning, editedAt, author }: Comment): string {
  const visitor = author.kind === "visitor" ? [author.name, author.website, author.email] : [];
  return JSON.stringify([source.text, source.type, state, hiddenBy, warning, editedAt?.getTime() ?? null, visitor]);
}
