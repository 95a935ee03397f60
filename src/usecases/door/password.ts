import type { Act } from "../../domain/audit.ts";
import { faultOfPassword } from "../../domain/password.ts";
import { asModerator, type Person, sameName, tidyName } from "../../domain/person.ts";
import type { Passwords, World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { createKnownBrowsers } from "./known-browser.ts";
import { createNoteRefusal } from "./note-refusal.ts";

type Needs = Pick<
  World,
  "moderators" | "sessions" | "sites" | "limits" | "ids" | "secrets" | "clock" | "audit" | "log"
>;

/** So many guesses at one person at once, and then so many a minute, wherever they come from. */
const guessing = { burst: 10, perMinute: 0.5 };

/** No more is read of what was typed: none is longer. */
const mostRead = 1000;

/** Passwords, for who wants one. */
export interface OwnPassword {
  /**
   * Sets somebody's password and ends their other sessions. Who has one types it as well. Throws `invalid` where that is
   * wrong, for a new one that is too short or easily guessed, and where it is typed twice and differs; `rate-limited`.
   */
  set(person: Person, typed: { present: string; password: string; again: string }, session: string): Promise<void>;
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
  const noteRefusal = createNoteRefusal(world);
  const note = (person: Person, act: Act) =>
    writeDown({ by: asModerator(person), act, site: null, subject: person._id, label: person.name });

  /** Guesses at a name that nobody has are counted as well, so that the count tells nothing. */
  function guessesAt(person: Person | null, name: string, mark: string | null): string {
    const browser = person && browsers.nameOf(mark, person._id);
    return browser ? `browser ${browser}` : world.secrets.sign("guess", person?._id ?? tidyName(name).toLowerCase());
  }

  async function keepPace(key: string): Promise<void> {
    const taken = await world.limits.bucket(`password ${key}`, guessing, world.clock.now());
    if (taken.ok) return;
    const minutes = Math.ceil(taken.retryAfter / 60);
    throw new Problem(
      "rate-limited",
      `Too many wrong passwords for this name. Wait ${minutes} min, or come in by a passkey or a login link.`,
      { retryAfter: taken.retryAfter },
    );
  }

  async function demandPresent(person: Person, present: string): Promise<void> {
    await keepPace(`change ${person._id}`);
    if ((await passwords.check(present.slice(0, mostRead), person.password ?? null)) !== "wrong") return;
    await noteRefusal(person, "the present password, to change it");
    throw new Problem(
      "invalid",
      "That is not your present password. If you forgot it, remove it and choose a new one.",
    );
  }

  return {
    async set(person, { present, password, again }, session) {
      if (person.password) await demandPresent(person, present);
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
      await keepPace(guessesAt(person, name, mark));
      const letIn = person?.disabledAt === null ? person : null;
      const checked = await passwords.check(password.slice(0, mostRead), letIn?.password ?? null);
      if (!letIn || checked === "wrong") {
        await noteRefusal(person, "a password");
        throw new Problem("unauthorized", "That name and that password do not belong together.");
      }
      if (checked === "outdated")
        await world.moderators.change(letIn._id, { password: await passwords.hash(password) });
      return letIn;
    },
  };
}
