import { type Block, wordsVersion } from "../domain/block.ts";
import type { World } from "../domain/ports.ts";
import { compileWords, type WordRules } from "../domain/word-rules.ts";

/** The rules about words as they are now. */
export type CurrentWords = () => Promise<WordRules<Block>>;

/** Rules may have been changed by another node; so often it is asked for that. */
const everyMs = 1000;

/** The rules about words, read anew when they changed, which is asked for once a second at most. */
export function createCurrentWords({
  blocks,
  settings,
  clock,
}: Pick<World, "blocks" | "settings" | "clock">): CurrentWords {
  let version: string | null | undefined;
  let askedAt = 0;
  let reading: Promise<WordRules<Block>> | null = null;
  let rules: WordRules<Block> = compileWords<Block>([], ({ value }) => value);

  async function read(now: number): Promise<WordRules<Block>> {
    const latest = await settings.get<string>(wordsVersion);
    if (latest !== version) {
      rules = compileWords(await blocks.ofKind("word"), ({ value }) => value);
      version = latest;
    }
    askedAt = now;
    return rules;
  }

  return () => {
    const now = clock.now().getTime();
    if (version !== undefined && Math.abs(now - askedAt) < everyMs) return Promise.resolve(rules);
    reading ??= read(now).finally(() => {
      reading = null;
    });
    return reading;
  };
}
