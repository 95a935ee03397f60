import type { CommentDraft } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import { isKeepable } from "./import-survey.ts";

type Needs = Pick<World, "comments" | "numbers" | "settings">;

/** From a number up to another, both included. */
interface Range {
  from: number;
  upTo: number;
}

/** The setting with the numbers that no node gives out, as imports brought or may still bring them. */
const setting = "importedNumbers";

/** Says which comments may keep the numbers that they had. */
export interface Numbering {
  mayKeep(draft: Pick<CommentDraft, "number">): Promise<boolean>;
}

/**
 * Keeps the numbers up to `highest` from being given out, but those that may have been given out already: nodes hold blocks
 * of them. What is kept is remembered, so that an import that was cut off goes on with the same ones. With `dryRun` nothing
 * is written.
 */
export async function reserveNumbers(world: Needs, highest: number, dryRun: boolean): Promise<Numbering> {
  const ranges = (await world.settings.get<Range[]>(setting)) ?? [];
  const before = dryRun ? await world.numbers.highest() : await world.numbers.raiseTo(highest);
  if (before < highest) {
    ranges.push({ from: before + 1, upTo: highest });
    if (!dryRun) await world.settings.set(setting, ranges);
  }
  return {
    async mayKeep({ number }) {
      if (!isKeepable(number) || !ranges.some(({ from, upTo }) => number >= from && number <= upTo)) return false;
      return (await world.comments.byNumber(number)) === null;
    },
  };
}
