import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { type Likeness, likenessKey, likenessOf, shiftBetween } from "./import-likeness.ts";
import type { Place } from "./import-places.ts";
import type { Survey } from "./import-survey.ts";

/** A comment that is here already, as another import brought it. */
export type Counterpart = Pick<Comment, "_id" | "path">;

interface Candidate extends Counterpart, Likeness {
  also: readonly string[];
}

/** So many are asked for at a time. */
const batchSize = 500;

/** What is left of a page once those with the same words were found. */
interface Rest {
  /** Numbers of comments. */
  entries: number[];
  erased: Candidate[];
}

/**
 * Finds comments of a source that another import brought under another id, such as what an Isso took over from Disqus: on
 * the same page, by the same name, with the same words, at the same second but for whole quarters of an hour. One that was
 * deleted here has no words left: it is known by its second, shifted as others of the source are. Each stands for one alone,
 * and one that was found once stays found, whatever was changed here since. What is answered and not in the source, as it
 * came with another file, stands for itself. All by the numbers that they have in the survey.
 */
export async function findCounterparts(
  world: Pick<World, "comments">,
  { comments, threads }: Survey,
): Promise<Map<number, Counterpart>> {
  const found = new Map<number, Counterpart>();
  const shifts = new Set<number>();
  const rests: Rest[] = [];
  for (const [place, numbers] of numbersByPlace({ comments, threads })) {
    if (place.thread) rests.push(await lookAt(place.thread._id, numbers));
  }
  for (const rest of rests) matchErased(rest);
  return found;

  async function lookAt(thread: string, numbers: Iterable<number>): Promise<Rest> {
    const free = new Set<Candidate>();
    const entries = new Map<string, number>();
    const missing = new Map<string, number>();
    for (const number of numbers) {
      entries.set(comments.idOf(number), number);
      const parent = comments.parentOf(number);
      if (parent !== null && !comments.is(parent, "seen")) missing.set(comments.idOf(parent), parent);
    }
    for await (const comment of world.comments.importedOn(thread)) {
      // What the source itself brought before is brought up to date instead.
      if (entries.delete(comment._id)) continue;
      free.add(candidateOf(comment));
      const answered = missing.get(comment._id);
      if (answered !== undefined) found.set(answered, { _id: comment._id, path: comment.path });
      missing.delete(comment._id);
    }
    for (const { _id, path } of await onlyHere(thread, [...missing.keys()])) {
      found.set(missing.get(_id) as number, { _id, path });
    }
    const byId = new Map([...free].flatMap((one) => one.also.map((id) => [id, one] as const)));
    const byLikeness = groupedBy(free, likenessKey);
    const rest: number[] = [];
    for (const [id, number] of entries) {
      const entry = comments.likenessOf(number);
      const known = byId.get(id);
      const alike = entry.words === null ? [] : (byLikeness.get(likenessKey(entry)) ?? []);
      const one = known ?? nearest(entry, alike, free);
      if (!one) rest.push(number);
      else take(number, entry, one, free);
    }
    const erased = [...free].filter(({ words }) => words === null);
    return { entries: erased.length > 0 ? rest : [], erased };
  }

  /** Of what is answered, that which no import brought: it was written here, or came from the fediverse by itself. */
  async function onlyHere(thread: string, ids: readonly string[]): Promise<Comment[]> {
    const here: Comment[] = [];
    for (let at = 0; at < ids.length; at += batchSize)
      here.push(...(await world.comments.among(ids.slice(at, at + batchSize))));
    return here.filter((comment) => comment.thread === thread);
  }

  function take(number: number, entry: Likeness, one: Candidate, free: Set<Candidate>): void {
    found.set(number, { _id: one._id, path: one.path });
    free.delete(one);
    const shift = shiftBetween(entry, one);
    if (shift !== null) shifts.add(shift);
  }

  function matchErased({ entries, erased }: Rest): void {
    const free = new Set(erased);
    const byTime = groupedBy(erased, ({ at }) => at);
    for (const number of entries) {
      const entry = comments.likenessOf(number);
      const one = [...shifts].flatMap((shift) => byTime.get(entry.at + shift) ?? []).find((some) => free.has(some));
      if (one) take(number, entry, one, free);
    }
  }
}

/** Comments put side by side by their places: a place at a time, as there may be millions. */
function* numbersByPlace({ comments, threads }: Pick<Survey, "comments" | "threads">): Iterable<[Place, Uint32Array]> {
  const places = new Set(threads.flatMap(({ place }) => (place ? [place] : [])));
  const ends = new Map<Place, number>();
  let total = 0;
  for (const place of places) {
    total += place.comments;
    ends.set(place, total);
  }
  const sorted = new Uint32Array(total);
  const starts = new Map(ends);
  for (const number of comments.seen()) {
    const place = threads[comments.threadOf(number)]?.place;
    if (!place) continue;
    const at = (starts.get(place) ?? 0) - 1;
    starts.set(place, at);
    sorted[at] = number;
  }
  for (const place of places) yield [place, sorted.subarray(starts.get(place), ends.get(place)).reverse()];
}

function candidateOf({ _id, path, createdAt, author, source, importedAlso = [] }: Comment): Candidate {
  const name = author.kind === "visitor" ? author.name : "";
  return { _id, path, also: importedAlso, ...likenessOf(createdAt, name, source.text) };
}

function groupedBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function nearest(entry: Likeness, alike: readonly Candidate[], free: ReadonlySet<Candidate>): Candidate | undefined {
  const distance = (one: Candidate) => Math.abs(shiftBetween(entry, one) ?? Number.POSITIVE_INFINITY);
  return alike
    .filter((one) => free.has(one) && shiftBetween(entry, one) !== null)
    .sort((a, b) => distance(a) - distance(b))[0];
}
