import { isMailbox } from "../../domain/owner-letters.ts";
import { asModerator, type Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { wordJobs } from "../notify/tell-trouble.ts";

type Needs = Pick<World, "moderators" | "jobs" | "mails" | "audit" | "clock" | "ids">;

/**
 * Decides where somebody is written to when a way in of theirs is changed; nowhere for an empty text. The mailbox before and
 * the new one are both told, so that nobody takes the letters away in silence. Throws `invalid` for what is no mailbox.
 */
export function createOwnMailbox(world: Needs) {
  const writeDown = createWriteDown(world);

  async function say(mailbox: string | null, sentence: string): Promise<void> {
    if (mailbox === null || !world.mails.on) return;
    await world.jobs.put(wordJobs(world.ids.opaque(), [mailbox], "door", sentence), world.clock.now());
  }

  return async function chooseMailbox(person: Person, typed: string): Promise<void> {
    const mailbox = typed.trim() || null;
    const before = person.mailbox ?? null;
    if (mailbox !== null && !isMailbox(mailbox))
      throw new Problem("invalid", `“${mailbox.slice(0, 100)}” is not a mail address.`);
    if (mailbox === before) return;
    await world.moderators.change(person._id, { mailbox });
    const by = asModerator(person);
    await writeDown({ by, act: "person.mailbox", site: null, subject: person._id, label: person.name });
    await say(
      before,
      `Letters about how ${person.name} signs in come here no longer. If that was not meant, sign in and look at “You”.`,
    );
    await say(mailbox, `From now on you are written to here when a way in of ${person.name} is changed.`);
  };
}
