import type { Section } from "../reading/section.ts";

type Found = Pick<Section, "find">;

/** Reads what the client says by itself: the fragment brings it, in the language of the thread. */
export function word(section: Found, name: string): string {
  return wordsIn<string>(section)[name] ?? "";
}

/** The same with a number in it, in the plural form that belongs to it. */
export function counted(section: Found, name: string, count: number): string {
  const forms = wordsIn<Partial<Record<string, string>>>(section)[name] ?? {};
  const form = forms[new Intl.PluralRules(langOf(section)).select(count)] ?? forms["other"] ?? "";
  return form.replace("{count}", inDigits(section, count));
}

/** A number in the language of the thread, with the digits that the server writes. */
export function inDigits(section: Found, count: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(`${langOf(section)}-u-nu-latn`, options).format(count);
}

/** The language of the thread; English before there is one. */
export function langOf({ find }: Found): string {
  return find(".antiphon")?.lang || "en";
}

/** Tells a sentence to screen readers, politely. */
export function say({ find }: Found, text: string): void {
  find('[role="status"]')?.replaceChildren(text);
}

function wordsIn<T>({ find }: Found): Record<string, T> {
  return JSON.parse(find(".antiphon")?.dataset["words"] ?? "{}") as Record<string, T>;
}
