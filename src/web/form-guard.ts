import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { type SpamGuard, usualGuards } from "../domain/spam.ts";

const purpose = "form started";
const shortestMs = 3_000;
const longestMs = 30 * 24 * 3_600_000;

/** Tells people from programs without asking anything of people: a field to leave empty, and a time that is not too short. */
export interface FormGuard {
  /** The word that a form carries from when it was drawn. */
  started(): string;
  /** The word for a form that is drawn again: the one it had while that is good, so that nobody is timed anew. */
  startedBefore(started: string): string;
  /** Throws `invalid` with a sentence that a person can act on. */
  check(fields: { started: string; subject: string }): void;
}

/** The guard of the comment form; of honeypot and time those are in force that are named. */
export function createFormGuard(
  world: Pick<World, "secrets" | "clock">,
  guards: readonly SpamGuard[] = usualGuards,
): FormGuard {
  /** Milliseconds since a form was drawn, by whichever node and its clock; null when the word is not ours. */
  function ageOf(word: string): number | null {
    const [at = "", signature = ""] = word.split("~");
    if (!world.secrets.verify(purpose, at, signature)) return null;
    return Math.max(0, world.clock.now().getTime() - Number.parseInt(at, 36));
  }

  function startedAt(ms: number): string {
    const at = ms.toString(36);
    return `${at}~${world.secrets.sign(purpose, at)}`;
  }

  return {
    started: () => startedAt(world.clock.now().getTime()),
    startedBefore(word) {
      const now = world.clock.now().getTime();
      const age = ageOf(word);
      if (age === null) return startedAt(now);
      // Who waited with a page from long ago has waited enough.
      return age > longestMs ? startedAt(now - shortestMs) : word;
    },
    check(fields) {
      if (guards.includes("honeypot") && fields.subject !== "") {
        throw new Problem("invalid", sentence("refused.filled"));
      }
      if (!guards.includes("time")) return;
      const age = ageOf(fields.started);
      if (age === null || age > longestMs) {
        throw new Problem("invalid", sentence("refused.old"));
      }
      if (age < shortestMs) {
        throw new Problem("invalid", sentence("refused.fast"));
      }
    },
  };
}
