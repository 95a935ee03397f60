import type { Message, PluralForms } from "../domain/message.ts";
import type { en } from "./en.ts";

/** The name of a message for readers: the place where it stands. */
export type MessageKey = keyof typeof en;

/** Every message in one language; which of them have plural forms is settled by the English ones. */
export type Catalogue = { readonly [Key in MessageKey]: (typeof en)[Key] extends string ? string : PluralForms };

/** A catalogue that is not finished, or that nobody who speaks the language has read: what it lacks is said in English. */
export type Draft = Partial<Catalogue>;

/** The message of a catalogue, else the English one. */
export function messageOf(catalogue: Draft, english: Catalogue, key: MessageKey): Message {
  return catalogue[key] ?? english[key];
}
