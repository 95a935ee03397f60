import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";

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

/** The guard of the comment form. */
export function createFormGuard(world: Pick<World, "secrets" | "clock">): FormGuard {
  /** Milliseconds since a form was drawn; null when the word is not ours or too old. */
  function ageOf(word: string): number | null {
    const [at = "", signature = ""] = word.split("~");
    if (!world.secrets.verify(purpose, at, signature)) return null;
    const age = world.clock.now().getTime() - Number.parseInt(at, 36);
    return age >= 0 && age <= longestMs ? age : null;
  }

  function started(): string {
    const at = world.clock.now().getTime().toString(36);
    return `${at}~${world.secrets.sign(purpose, at)}`;
  }

  return {
    started,
    startedBefore: (word) => (ageOf(word) === null ? started() : word),
    check(fields) {
      if (fields.subject !== "") {
        throw new Problem("invalid", sentence("refused.filled"));
      }
      const age = ageOf(fields.started);
      if (age === null) {
        throw new Problem("invalid", sentence("refused.old"));
      }
      if (age < shortestMs) {
        throw new Problem("invalid", sentence("refused.fast"));
      }
    },
  };
}
