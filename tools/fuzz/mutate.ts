import { nastyTexts, nastyValues } from "./nasty.ts";
import type { Random } from "./random.ts";

type Json = Record<string, unknown>;

/** A member of an object, or an entry of a list, which goes by its number. */
interface Place {
  holder: Json;
  key: string;
}

const keywords = ["@graph", "@included", "@type", "@id", "as:object", "type", "id", "actor", "object", "inReplyTo"];

/** Bends a copy of a document in one to four places; what is named in `frozen` stays as it is, with all below it. */
export function mutate(document: Json, random: Random, frozen: ReadonlySet<string> = new Set()): Json {
  const bent = structuredClone(document);
  for (let i = random.int(4); i >= 0; i--) bend(bent, random, frozen);
  return bent;
}

function bend(document: Json, random: Random, frozen: ReadonlySet<string>): void {
  const places = placesIn(document, frozen);
  if (places.length === 0) return;
  const { holder, key } = random.pick(places);
  const value = holder[key];
  const added = random.pick(keywords);
  const choice = random.int(8);
  if (choice === 0) delete holder[key];
  else if (choice === 1 && !frozen.has(added) && !holdsFrozen(holder[added], frozen))
    holder[added] = random.pick(nastyValues());
  else holder[key] = bentValue(choice, value, places, random);
}

function bentValue(choice: number, value: unknown, places: readonly Place[], random: Random): unknown {
  const other = random.pick(places);
  switch (choice) {
    case 2:
      return random.pick(nastyValues());
    case 3:
      return [value];
    case 4:
      return [value, random.pick(nastyTexts)];
    case 5:
      return { id: value };
    case 6:
      return structuredClone(other.holder[other.key]);
    case 7:
      return typeof value === "string" ? scramble(value, random) : random.pick(nastyTexts);
    default:
      return random.pick(nastyTexts);
  }
}

/** Every place of a document that may be bent; a holder of something frozen is not replaced as a whole. */
function placesIn(value: unknown, frozen: ReadonlySet<string>): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Json;
  return Object.keys(holder).flatMap((key) => {
    if (frozen.has(key)) return [];
    const below = placesIn(holder[key], frozen);
    const place = { holder, key };
    return holdsFrozen(holder[key], frozen) ? below : [place, ...below];
  });
}

function holdsFrozen(value: unknown, frozen: ReadonlySet<string>): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) => frozen.has(key) || holdsFrozen(inner, frozen));
}

/** A text with a few characters changed, doubled or lost. */
export function scramble(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  const inserted = random.pick(["", '"', ",", "=", " ", "\t", "<", "%", "/", ":", "é", text.slice(0, 20)]);
  return text.slice(0, at) + inserted + text.slice(at + random.int(3));
}
