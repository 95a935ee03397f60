import type { World } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";

const purpose = "form started";
const shortestMs = 3_000;
const longestMs = 30 * 24 * 3_600_000;

/** Tells people from programs without asking anything of people: a field to leave empty, and a time that is not too short. */
export interface FormGuard {
  /** The word that a form carries from when it was drawn. */
  started(): string;
  /** Throws `invalid` with a sentence that a person can act on. */
  check(fields: { started: string; subject: string }): void;
}

/** The guard of the comment form. */
export function createFormGuard(world: Pick<World, "secrets" | "clock">): FormGuard {
  return {
    started() {
      const at = world.clock.now().getTime().toString(36);
      return `${at}~${world.secrets.sign(purpose, at)}`;
    },
    check({ started, subject }) {
      if (subject !== "") {
        throw new Problem("invalid", "A field that is not meant for people was filled in, perhaps by the browser. Please send it again.");
      }
      const [at = "", signature = ""] = started.split("~");
      const age = world.secrets.verify(purpose, at, signature) ? world.clock.now().getTime() - Number.parseInt(at, 36) : -1;
      if (age < 0 || age > longestMs) {
        throw new Problem("invalid", "The form is too old to be used. Your text is kept below: please send it again.");
      }
      if (age < shortestMs) {
        throw new Problem("invalid", "That was faster than people write. Your text is kept below: please send it again.");
      }
    },
  };
}
