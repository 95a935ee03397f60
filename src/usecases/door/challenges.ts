import type { World } from "../../domain/ports.ts";

/** How long a page may stand before what it asks of a passkey is too old, in milliseconds. */
const challengeMs = 10 * 60_000;

/** What a passkey is asked to sign: nothing is stored before it was answered, and each is good for one answer. */
export interface Challenges {
  /** For making a passkey of the person named; for signing in where nobody is. */
  ask(person: string | null): string;
  /** Uses a challenge up; false for one that is none of ours, too old, used before, or was asked for something else. */
  take(challenge: string, person: string | null): Promise<boolean>;
}

/** Makes the challenges of a node. */
export function createChallenges(world: Pick<World, "ids" | "secrets" | "clock" | "spent">): Challenges {
  const purposeOf = (person: string | null) => (person === null ? "passkey use" : `passkey of ${person}`);
  return {
    ask(person) {
      const open = `${world.ids.token()}.${world.clock.now().getTime() + challengeMs}`;
      return `${open}.${world.secrets.sign(purposeOf(person), open)}`;
    },
    async take(challenge, person) {
      const [token = "", until = "", signature = ""] = challenge.split(".");
      if (!world.secrets.verify(purposeOf(person), `${token}.${until}`, signature)) return false;
      const endsAt = new Date(Number(until));
      return endsAt > world.clock.now() && world.spent.spend(`challenge ${token}`, endsAt);
    },
  };
}
