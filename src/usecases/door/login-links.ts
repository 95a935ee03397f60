import { firstOwner, type Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { ensureOwner, findOwner } from "./first-owner.ts";

const hour = 3_600_000;

/** How long a link of the command line is good for, in milliseconds. */
export const loginMs = 24 * hour;

/** How long an invitation is good for, in milliseconds: it has to reach somebody first. */
export const invitationMs = 7 * 24 * hour;

type Needs = Pick<World, "tokens" | "moderators" | "ids" | "secrets" | "clock">;

/** Links that work once and let one person in. Only keyed hashes of their tokens are stored. */
export interface LoginLinks {
  /** A new token; for the first owner where nobody is named. */
  issue(person: string | null, ms: number): Promise<string>;
  /** The name of whom a token would let in now, null for a spent one; uses nothing up, as mail scanners open links. */
  look(token: string): Promise<string | null>;
  /** Uses a token up. Throws `forbidden` for a spent one, and for somebody who was kept out meanwhile. */
  use(token: string): Promise<Person>;
}

/** Makes the login links of a node. */
export function createLoginLinks(world: Needs): LoginLinks {
  const idOf = (token: string) => world.secrets.sign("login token", token);

  async function personOf(id: string | null): Promise<Person | null> {
    const person = id === null ? await ensureOwner(world) : await world.moderators.get(id);
    return person && person.disabledAt === null ? person : null;
  }

  return {
    async issue(person, ms) {
      const token = world.ids.token();
      const expiresAt = new Date(world.clock.now().getTime() + ms);
      await world.tokens.put({ id: idOf(token), kind: "login", ...(person === null ? {} : { person }), expiresAt });
      return token;
    },
    async look(token) {
      const found = await world.tokens.find(idOf(token), "login", world.clock.now());
      if (!found) return null;
      if (found.person === null) return (await findOwner(world))?.name ?? firstOwner.name;
      return (await personOf(found.person))?.name ?? null;
    },
    async use(token) {
      const now = world.clock.now();
      const found = await world.tokens.find(idOf(token), "login", now);
      const person = found && (await world.tokens.take(idOf(token), "login", now)) && (await personOf(found.person));
      if (person) return person;
      throw new Problem(
        "forbidden",
        "This login link was used before or has expired. Ask the owner for a new one; on the server, “antiphon login” prints one.",
      );
    },
  };
}
