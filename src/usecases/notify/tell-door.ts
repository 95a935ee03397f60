import type { AuditEntry } from "../../domain/audit.ts";
import { doorNews } from "../../domain/door-news.ts";
import { isAtLeast, type Person, roleOn } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import type { Audit } from "../../domain/repos.ts";
import { lettersGoTo, wordJobs } from "./tell-trouble.ts";

type Needs = Pick<World, "moderators" | "sites" | "jobs" | "clock">;

const whatToDo =
  "If that was meant, there is nothing to do. If not: sign in, look at “You” for browsers and passkeys that are not yours, and tell an owner.";

/**
 * Queues letters about changed ways in: to whom they are about, and of who may come in to every owner of the node. An owner
 * who named no mailbox is written to where letters about comments go.
 */
export function createTellDoor(world: Needs) {
  async function mailboxesOf(people: readonly Person[]): Promise<string[]> {
    const named = people.flatMap(({ mailbox }) => mailbox ?? []);
    const hasNone = people.some((person) => !person.mailbox && isOwner(person));
    return [...new Set([...named, ...(hasNone ? await lettersGoTo(world) : [])])];
  }

  return async function tellDoor(entries: readonly AuditEntry[]): Promise<void> {
    for (const entry of entries) {
      const news = doorNews(entry);
      if (!news) continue;
      const people = await world.moderators.all();
      const hear = people.filter((person) => person._id === entry.subject || (news.owners && isOwner(person)));
      const letters = wordJobs(entry._id, await mailboxesOf(hear), "door", `${news.sentence} ${whatToDo}`);
      await world.jobs.put(letters, world.clock.now());
    }
  };
}

/** The log of acts, of which those at the door are told by mail once they are written down. What is done stands, told or not. */
export function tellingOfDoor(audit: Audit, world: Needs & Pick<World, "log">): Audit {
  const tellDoor = createTellDoor(world);
  return {
    ...audit,
    async add(entries) {
      await audit.add(entries);
      await tellDoor(entries).catch((error: unknown) =>
        world.log.warn({ error }, "Nobody could be told of a changed way in."),
      );
    },
  };
}

function isOwner(person: Person): boolean {
  return isAtLeast(roleOn(person, null), "owner");
}
