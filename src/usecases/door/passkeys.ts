import type { Act } from "../../domain/audit.ts";
import { type Asked, mostPasskeys, type Passkey, type PasskeyReader } from "../../domain/passkey.ts";
import { asModerator, maxNameLength, type Person, tidyName } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { createChallenges } from "./challenges.ts";
import { createNoteRefusal } from "./note-refusal.ts";

type Needs = Pick<
  World,
  "passkeys" | "moderators" | "spent" | "limits" | "ids" | "secrets" | "clock" | "audit" | "log"
>;

/** Passkeys: how they are made, named, removed, and how they let people in. */
export interface OwnPasskeys {
  /** What a passkey is asked to sign: to make one for the person named, or to sign in. */
  challenge(person: string | null): string;
  list(person: Person): Promise<Passkey[]>;
  /** Keeps a passkey that the browser made. Throws `invalid`, and `conflict` for too many or one that is known. */
  add(person: Person, answer: string, name: string): Promise<void>;
  /** Throws `not-found` for one that is none of theirs, `invalid` for a name that is empty or too long. */
  rename(person: Person, id: string, name: string): Promise<void>;
  /** Throws `not-found` for one that is none of theirs. */
  remove(person: Person, id: string): Promise<void>;
  /** Who a passkey's answer stands for. Throws `unauthorized`. */
  enter(answer: string): Promise<Person>;
}

/** Makes what a node does with passkeys, for pages of one origin. */
export function createOwnPasskeys(world: Needs, reader: PasskeyReader, origin: string): OwnPasskeys {
  const writeDown = createWriteDown(world);
  const challenges = createChallenges(world);
  const noteRefusal = createNoteRefusal(world);
  const asked: Asked = { origin, host: new URL(origin).hostname };
  const note = (person: Person, act: Act, label: string) =>
    writeDown({ by: asModerator(person), act, site: null, subject: person._id, label });

  async function demandOwn(person: Person, id: string): Promise<Passkey> {
    const passkey = await world.passkeys.get(id);
    if (passkey?.person === person._id) return passkey;
    throw new Problem("not-found", "There is no such passkey of yours any more.");
  }

  return {
    challenge: challenges.ask,
    list: ({ _id }) => world.passkeys.of(_id),
    async add(person, answer, typed) {
      const name = demandName(typed);
      const made = reader.created(answer, asked);
      if (!made || !(await challenges.take(made.challenge, person._id)))
        throw new Problem(
          "invalid",
          "The passkey could not be taken, or the page stood too long. Load it again and repeat.",
        );
      if ((await world.passkeys.of(person._id)).length >= mostPasskeys)
        throw new Problem("conflict", `${mostPasskeys} passkeys are the most: remove one first.`);
      const { _id, publicKey, counter } = made;
      const passkey = { _id, publicKey, counter, person: person._id, name, createdAt: world.clock.now(), usedAt: null };
      if ((await world.passkeys.add(passkey)) === "already")
        throw new Problem("conflict", "This passkey is known already.");
      await note(person, "passkey.add", name);
    },
    async rename(person, id, typed) {
      const name = demandName(typed);
      const before = await demandOwn(person, id);
      await world.passkeys.change(id, { name });
      if (name !== before.name) await note(person, "passkey.name", name);
    },
    async remove(person, id) {
      const { name } = await demandOwn(person, id);
      await world.passkeys.remove(id);
      await note(person, "passkey.remove", name);
    },
    async enter(answer) {
      const used = reader.used(answer, asked);
      const passkey = used && (await world.passkeys.get(used._id));
      const verified = passkey && used.person === passkey.person ? used.verify(passkey.publicKey) : null;
      const person = verified && passkey ? await world.moderators.get(passkey.person) : null;
      const isGood = used && passkey && verified && !isCopy(passkey.counter, verified.counter);
      if (!isGood || !person || person.disabledAt !== null || !(await challenges.take(used.challenge, null))) {
        await noteRefusal(passkey && (await world.moderators.get(passkey.person)), "a passkey");
        throw new Problem(
          "unauthorized",
          "This passkey is not known here, or the page stood too long. Load it again, or choose another way.",
        );
      }
      await world.passkeys.change(passkey._id, { counter: verified.counter, usedAt: world.clock.now() });
      return person;
    },
  };
}

/** Whoever counts never counts back: then two have the same key. */
function isCopy(known: number, said: number): boolean {
  return (known > 0 || said > 0) && said <= known;
}

function demandName(text: string): string {
  const name = tidyName(text);
  if (name === "") throw new Problem("invalid", "Give the passkey a name, so that you know it again.");
  if (name.length > maxNameLength)
    throw new Problem("invalid", `The name is too long: ${maxNameLength} letters are the most.`);
  return name;
}
