import type { Moderator } from "../../domain/moderator.ts";
import { isMailbox, letterPaces, letterSubjects, maxOwners, type OwnerLetters } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "../moderate/write-down.ts";

/** What a form sends: addresses with commas, blanks or lines between them, and words for the rest. */
export interface LettersGiven {
  to: string;
  about: string;
  pace: string;
}

/** Decides whom a blog's letters go to, about what, and how often. Throws `not-found` and, for what cannot be, `invalid`. */
export function createChooseLetters(world: Pick<World, "sites" | "audit" | "clock" | "ids">) {
  const writeDown = createWriteDown(world);
  return async function chooseLetters(id: string, given: LettersGiven, by: Moderator): Promise<OwnerLetters> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    const letters = readLetters(given);
    await world.sites.set(id, { letters });
    const { to, about, pace } = letters;
    const detail = `${to.join(", ") || "nobody"}; ${about}; ${pace}`;
    await writeDown({ by, act: "letters.change", site: id, subject: id, label: site.name || site.home, detail });
    return letters;
  };
}

/** Reads what was typed. Throws `invalid` with what is wrong. */
export function readLetters({ to, about, pace }: LettersGiven): OwnerLetters {
  const addresses = [...new Set(to.split(/[\s,;]+/).filter((part) => part !== ""))];
  const wrong = addresses.find((address) => !isMailbox(address));
  if (wrong !== undefined) throw new Problem("invalid", `“${wrong.slice(0, 100)}” is not a mail address.`);
  if (addresses.length > maxOwners) throw new Problem("invalid", `Name ${maxOwners} addresses at most.`);
  const subject = letterSubjects.find((one) => one === about);
  const wanted = letterPaces.find((one) => one === pace);
  if (!subject || !wanted) throw new Problem("invalid", "Choose what letters are about and when they come.");
  return { to: addresses, about: subject, pace: wanted };
}
