import { sentenceOf } from "../../src/domain/journal-words.ts";
import type { Repos } from "../../src/domain/repos.ts";

/** What the owner reads of a thread (null for what belongs to none), the oldest first: the sentence, and why. */
export async function journalOf({ journal }: Pick<Repos, "journal">, thread: string | null): Promise<string[]> {
  await journal.written();
  const { items } = await journal.of(thread, { limit: 100 });
  return items.reverse().map((entry) => [sentenceOf(entry), entry.reason].filter(Boolean).join(" "));
}
