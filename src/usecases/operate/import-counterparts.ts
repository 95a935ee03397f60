import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { type Likeness, likenessKey, likenessOf, shiftBetween } from "./import-likeness.ts";
import type { Place } from "./import-places.ts";
import type { Entry, Survey } from "./import-survey.ts";

/** A comment that is here already, as another import brought it. */
export type Counterpart = Pick<Comment, "_id" | "path">;

interface Candidate extends Counterpart, Likeness {
  also: readonly string[];
}

/** What is left of a page once those with the same words were found. */
interface Rest {
  entries: (readonly [string, Entry])[];
  erased: Candidate[];
}

/**
 * Finds comments of a source that another import brought under another id, such as what an Isso took over from Disqus: on
 * the same page, by the same name, with the same words, at the same second but for whole quarters of an hour. One that was
 * deleted here has no words left: it is known by its second, shifted as others of the source are. Each stands for one alone,
 * and one that was found once stays found, whatever was changed here since.
 */
export async function findCounterparts(
  world: Pick<World, "comments">,
  survey: Survey,
): Promise<Map<string, Counterpart>> {
  const found = new Map<string, Counterpart>();
  const shifts = new Set<number>();
  const rests: Rest[] = [];
  for (const [place, entries] of entriesByPlace(survey)) {
    if (place.thread) rests.push(await lookAt(place.thread._id, entries));
  }
  for (const rest of rests) matchErased(rest);
  return found;

  async function lookAt(thread: string, entries: Map<string, Entry>): Promise<Rest> {
    const free = new Set<Candidate>();
    for await (const comment of world.comments.importedOn(thread)) {
      // What the source itself brought before is brought up to date instead.
      if (!entries.delete(comment._id)) free.add(candidateOf(comment));
    }
    const byId = new Map([...free].flatMap((one) => one.also.map((id) => [id, one] as const)));
    const byLikeness = groupedBy(free, likenessKey);
    const rest: Rest["entries"] = [];
    for (const [id, entry] of entries) {
      const known = byId.get(id);
      const alike = entry.words === null ? [] : (byLikeness.get(likenessKey(entry)) ?? []);
      const one = known ?? nearest(entry, alike, free);
      if (!one) rest.push([id, entry]);
      else take(id, entry, one, free);
    }
    return { entries: rest, erased: [...free].filter(({ words }) => words === null) };
  }

  function take(id: string, entry: Entry, one: Candidate, free: Set<Candidate>): void {
    found.set(id, one);
    free.delete(one);
    const shift = shiftBetween(entry, one);
    if (shift !== null) shifts.add(shift);
  }

  function matchErased({ entries, erased }: Rest): void {
    const free = new Set(erased);
    const byTime = groupedBy(erased, ({ at }) => at);
    for (const [id, entry] of entries) {
      const one = [...shifts].flatMap((shift) => byTime.get(entry.at + shift) ?? []).find((some) => free.has(some));
      if (one) take(id, entry, one, free);
    }
  }
}

function entriesByPlace({ comments }: Survey): Map<Place, Map<string, Entry>> {
  const byPlace = new Map<Place, Map<string, Entry>>();
  for (const [id, entry] of comments) {
    if (!entry.place) continue;
    const entries = byPlace.get(entry.place) ?? new Map<string, Entry>();
    byPlace.set(entry.place, entries.set(id, entry));
  }
  return byPlace;
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

function nearest(entry: Entry, alike: readonly Candidate[], free: ReadonlySet<Candidate>): Candidate | undefined {
  const distance = (one: Candidate) => Math.abs(shiftBetween(entry, one) ?? Number.POSITIVE_INFINITY);
  return alike
    .filter((one) => free.has(one) && shiftBetween(entry, one) !== null)
    .sort((a, b) => distance(a) - distance(b))[0];
}
