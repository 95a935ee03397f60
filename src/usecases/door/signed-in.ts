import { asModerator, type Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { idleMs, type Session, seenEveryMs, sessionMs, type Way, wayWords } from "../../domain/session.ts";
import { createWriteDown } from "../moderate/write-down.ts";

type Needs = Pick<World, "sessions" | "moderators" | "ids" | "secrets" | "clock" | "audit">;

/** Somebody who is signed in, and in which browser. */
export interface SignedIn {
  person: Person;
  session: Session;
}

/** Where somebody comes in from. */
export interface Entrance {
  way: Way;
  /** What kind of browser it is. */
  browser: string;
  /** The token of the session that the browser had before, which ends. */
  before: string | null;
}

/** Keeps people signed in. Only keyed hashes of the tokens are stored. */
export interface KeepSignedIn {
  /** Opens a session, always under a new token, and writes down who came in. */
  open(person: Person, entrance: Entrance): Promise<string>;
  /** Who a token stands for, if it and they are still let in; notices that it was used. */
  who(token: string): Promise<SignedIn | null>;
  /** The id that a token is kept under. */
  idOf(token: string): string;
  close(token: string): Promise<void>;
}

/** Makes what keeps people signed in. */
export function createKeepSignedIn(world: Needs): KeepSignedIn {
  const writeDown = createWriteDown(world);
  const idOf = (token: string) => world.secrets.sign("session token", token);

  async function find(token: string): Promise<SignedIn | null> {
    const session = await world.sessions.get(idOf(token), world.clock.now());
    const person = session && (await world.moderators.get(session.person));
    return person && person.disabledAt === null ? { person, session } : null;
  }

  async function close(token: string): Promise<void> {
    const session = await world.sessions.get(idOf(token), world.clock.now());
    if (session) await world.sessions.end(session._id, session.person);
  }

  return {
    idOf,
    close,
    async open(person, { way, browser, before }) {
      if (before !== null) await close(before);
      const token = world.ids.token();
      const now = world.clock.now();
      await world.sessions.add({
        _id: idOf(token),
        person: person._id,
        way,
        browser,
        createdAt: now,
        seenAt: now,
        endsAt: later(now, sessionMs),
        until: later(now, idleMs),
      });
      const by = asModerator(person);
      await writeDown({
        by,
        act: "door.enter",
        site: null,
        subject: person._id,
        label: `by ${wayWords[way]}`,
        detail: browser,
      });
      return token;
    },
    async who(token) {
      const found = await find(token);
      const now = world.clock.now();
      if (found && now.getTime() - found.session.seenAt.getTime() >= seenEveryMs) {
        const { _id, endsAt } = found.session;
        const idle = later(now, idleMs);
        await world.sessions.seen(_id, now, idle < endsAt ? idle : endsAt);
      }
      return found;
    },
  };
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
