import type { Section } from "../reading/section.ts";

/** Reads what the client says by itself: the fragment brings it, in the language of the thread. */
export function wordsOf({ find }: Pick<Section, "find">): (name: string) => string {
  return (name) => {
    const words = JSON.parse(find(".antiphon")?.dataset["words"] ?? "{}") as Record<string, string>;
    return words[name] ?? "";
  };
}

/** Tells a sentence to screen readers, politely. */
export function say({ find }: Pick<Section, "find">, text: string): void {
  const status = find('[role="status"]');
  if (status) status.textContent = text;
}
