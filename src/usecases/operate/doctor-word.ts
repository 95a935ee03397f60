import type { World } from "../../domain/ports.ts";

/** The word by which the running node knows that its own operator asks how a request arrived. */
export interface DoctorWord {
  issue(): string;
  holds(word: string): boolean;
}

/** The header that carries the word. */
export const doctorHeader = "antiphon-doctor";

/** What the node saw of a request to its public address. */
export interface Seen {
  /** The Host header as it arrived. */
  host: string;
  /** Whether somebody in between said for whom it asks. */
  forwarded: boolean;
}

const purpose = "doctor";
const goodForMs = 5 * 60_000;

/** Words that whoever has the node's secret can make; good for five minutes. */
export function createDoctorWord({ secrets, clock }: Pick<World, "secrets" | "clock">): DoctorWord {
  return {
    issue() {
      const at = clock.now().getTime().toString(36);
      return `${at}~${secrets.sign(purpose, at)}`;
    },
    holds(word) {
      const [at = "", signature = ""] = word.split("~");
      if (!secrets.verify(purpose, at, signature)) return false;
      return Math.abs(clock.now().getTime() - Number.parseInt(at, 36)) <= goodForMs;
    },
  };
}
