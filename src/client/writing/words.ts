import type { Section } from "../reading/section.ts";

/** Reads what the client says by itself: the fragment brings it, in the language of the thread. */
export function wordsOf({ find }: Pick<Section, "find">): (name: string) => string {
  return (name) => wordsIn<string>(find(".antiphon"))[name] ?? "";
}

/** The same with a number in it, in the plural form that belongs to it. */
export function counted({ find }: Pick<Section, "find">, name: string, count: number): string {
  const thread = find(".antiphon");
  const lang = thread?.lang || "en";
  const forms = wordsIn<Partial<Record<string, string>>>(thread)[name] ?? {};
  const form = forms[new Intl.PluralRules(lang).select(count)] ?? forms["other"] ?? "";
  return form.replace("{count}", new Intl.NumberFormat(`${lang}-u-nu-latn`).format(count));
}

function wordsIn<T>(thread: HTMLElement | null): Record<string, T> {
  return JSON.parse(thread?.dataset["words"] ?? "{}") as Record<string, T>;
}

/** Tells a sentence to screen readers, politely. */
export function say({ find }: Pick<Section, "find">, text: string): void {
  const status = find('[role="status"]');
  if (status) status.textContent = text;
}
