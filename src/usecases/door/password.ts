import type { Act } from "../../domain/audit.ts";
import { faultOfPassword } from "../../domain/password.ts";
import { asModerator, type Person, sameName, tidyName } from "../../domain/person.ts";
import type { Passwords, World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { createKnownBrowsers } from "./known-browser.ts";

type Needs = Pick<
  World,
  "moderators" | "sessions" | "sites" | "limits" | "ids" | "secrets" | "clock" | "audit" | "log"
>;

/** So many guesses at one person at once, and then so many a minute, wherever they come from. */
const guessing = { burst: 10, perMinute: 0.5 };

/** Passwords, for who wants one. */
export interface OwnPassword {
  /**
   * Sets somebody's password and ends their other sessions. Throws `invalid` for one that is too short or easily guessed,
   * and where it is typed twice and differs.
   */
  set(person: Person, typed: { password: string; again: string }, session: string): Promise<void>;
  remove(person: Person): Promise<void>;
  /**
   * Who a name and a password stand for; takes as long for a name that nobody has. What was made with former parameters is
   * made anew. Throws `unauthorized`, without saying which of both was wrong, and `rate-limited`.
   */
  check(typed: { name: string; password: string; mark: string | null }): Promise<Person>;
}

/** Makes what a node does with passwords. */
export function createOwnPassword(world: Needs, passwords: Passwords): OwnPassword {
  const writeDown = createWriteDown(world);
  const browsers = createKnownBrowsers(world);
  const note = (person: Person, act: Act) =>
    writeDown({ by: asModerator(person), act, site: null, subject: person._id, label: person.name });

  /** Guesses at a name that nobody has are counted as well, so that the count tells nothing. */
  async function keepPace(person: Person | null, name: string, mark: string | null): Promise<void> {
    const browser = person && browsers.nameOf(mark, person._id);
    const key = browser
      ? `browser ${browser}`
      : world.secrets.sign("guess", person?._id ?? tidyName(name).toLowerCase());
    const taken = await world.limits.bucket(`password ${key}`, guessing, world.clock.now());
    if (taken.ok) return;
    const minutes = Math.ceil(taken.retryAfter / 60);
    throw new Problem(
      "rate-limited",
      `Too many wrong passwords for this name. Wait ${minutes} min, or come in by a passkey or a login link.`,
      { retryAfter: taken.retryAfter },
    );
  }

  return {
    async set(person, { password, again }, session) {
      if (password !== again) throw new Problem("invalid", "The two passwords are not the same.");
      const sites = await world.sites.all();
      const known = [person.name, ...sites.flatMap(({ name, home }) => [name, new URL(home).hostname])];
      const fault = faultOfPassword(password, known);
      if (fault !== null) throw new Problem("invalid", fault);
      await world.moderators.change(person._id, { password: await passwords.hash(password) });
      await world.sessions.endAll(person._id, session);
      await note(person, "password.set");
    },
    async remove(person) {
      await world.moderators.change(person._id, { password: null });
      await note(person, "password.remove");
    },
    async check({ name, password, mark }) {
      const person = (await world.moderators.all()).find((one) => sameName(one.name, name)) ?? null;
      await keepPace(person, name, mark);
      const letIn = person?.disabledAt === null ? person : null;
      const checked = await passwords.check(password.slice(0, 1000), letIn?.password ?? null);
      if (!letIn || checked === "wrong") {
        world.log.warn({ person: person?._id ?? null }, "A sign-in by password failed.");
        throw new Problem("unauthorized", "That name and that password do not belong together.");
      }
      if (checked === "outdated")
        await world.moderators.change(letIn._id, { password: await passwords.hash(password) });
      return letIn;
    },
  };
}
