import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { createEraseCommenter } from "../moderate/erase-commenter.ts";
import { createExportCommenter, type Exported } from "../moderate/export-commenter.ts";
import { isMailbox, mailHash } from "../visit/visitor.ts";
import { dataKind } from "./data-job.ts";
import { createDataKeys } from "./data-keys.ts";
import { mailLane } from "./plan-mail.ts";

/** What was found of somebody who came by the link of a letter, and the key by which they go on. */
export interface OwnData {
  data: Exported;
  visit: string;
}

type Needs = Parameters<typeof createEraseCommenter>[0] &
  Parameters<typeof createExportCommenter>[0] &
  Pick<World, "limits" | "jobs" | "spent">;

/** Whoever erased what is theirs; the log does not say who that was. */
const commenter: Moderator = { id: "commenter", name: "a commenter, by a link in a mail" };

const day = 24 * 3600;

/** How often a mailbox is written to, whoever types it. */
const asked = [
  { name: "day", max: 3, seconds: day },
  { name: "month", max: 10, seconds: 30 * day },
] as const;

/**
 * Lets people who left a mailbox get back what is kept of them, or erase it, by a link that is mailed to them. What is
 * asked is answered alike whether anything is known of a mailbox or not.
 */
export function createOwnData(world: Needs) {
  const keys = createDataKeys(world);
  const exportCommenter = createExportCommenter(world);
  const eraseCommenter = createEraseCommenter(world);
  const gather = (hash: string) => exportCommenter({ kind: "mailbox", hash }, commenter);

  return {
    /** Has a letter sent, if comments with this mailbox are here. Throws `invalid` for what is no mailbox. */
    async ask(typed: string): Promise<void> {
      const email = typed.trim();
      if (!isMailbox(email)) throw new Problem("invalid", sentence("fault.email"));
      const mailbox = mailHash(world, email);
      const now = world.clock.now();
      for (const { name, max, seconds } of asked) {
        const taken = await world.limits.take(`data asked in a ${name} ${mailbox}`, max, seconds, now);
        if (!taken.ok) return;
      }
      const id = `${dataKind} ${world.ids.opaque()}`;
      await world.jobs.put([{ id, kind: dataKind, lane: mailLane, payload: { mailbox } }], now);
    },

    /** Whether a letter's link still works, without using it up. Throws `forbidden` and `gone`. */
    look(key: string): void {
      keys.demand("link", key);
    },

    /** Uses a letter's link up. Throws `forbidden` and `gone`. */
    async open(key: string): Promise<OwnData> {
      const mailbox = await keys.use("link", key);
      return { data: await gather(mailbox), visit: keys.make("visit", mailbox) };
    },

    /** All that is kept of whoever came. Throws `forbidden` and `gone`. */
    gather: async (visit: string): Promise<Exported> => gather(keys.demand("visit", visit)),

    /** Whether somebody may go on with what they see. Throws `forbidden` and `gone`. */
    goOn(visit: string): void {
      keys.demand("visit", visit);
    },

    /** Erases it for good and returns how many comments that were. Throws `forbidden` and `gone`. */
    async erase(visit: string): Promise<number> {
      return eraseCommenter({ kind: "mailbox", hash: await keys.use("visit", visit) }, commenter);
    },
  };
}
