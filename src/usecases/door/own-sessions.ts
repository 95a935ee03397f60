import { asModerator, type Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Session } from "../../domain/session.ts";
import { createWriteDown } from "../moderate/write-down.ts";

type Needs = Pick<World, "sessions" | "clock" | "ids" | "audit">;

/** In which browsers somebody is signed in, for themselves to look at and to end. */
export interface OwnSessions {
  list(person: Person): Promise<Session[]>;
  /** Ends one. Throws `not-found` for one that is none of theirs. */
  end(person: Person, id: string): Promise<void>;
  /** Ends all but the one named; returns how many. */
  endOthers(person: Person, but: string): Promise<number>;
}

/** Makes the list of one's own sessions. */
export function createOwnSessions(world: Needs): OwnSessions {
  const writeDown = createWriteDown(world);
  const note = (person: Person, label: string) =>
    writeDown({ by: asModerator(person), act: "session.end", site: null, subject: person._id, label });
  return {
    list: ({ _id }) => world.sessions.of(_id, world.clock.now()),
    async end(person, id) {
      const session = await world.sessions.get(id, world.clock.now());
      if (!session || !(await world.sessions.end(id, person._id)))
        throw new Problem("not-found", "That browser is signed out already.");
      await note(person, session.browser);
    },
    async endOthers(person, but) {
      const count = await world.sessions.endAll(person._id, but);
      if (count > 0) await note(person, count === 1 ? "one other" : `${count} others`);
      return count;
    },
  };
}
