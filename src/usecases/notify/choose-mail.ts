import type { World } from "../../domain/ports.ts";
import { createMailKeys } from "./mail-keys.ts";

/** What a mailbox wants: all that it asked for, nothing of one comment, or nothing at all from this blog. */
export type MailChoice = "confirm" | "stop-comment" | "stop-all";

/** What a letter's link leads to: which blog it is about, and what is in force for it. */
export interface MailStanding {
  blog: string;
  /** The page that was commented on; null when it is gone. */
  page: { url: string; title: string } | null;
  /** Whether answers to the comment of the letter are told. */
  told: boolean;
}

type Needs = Pick<World, "comments" | "threads" | "sites" | "mailboxes" | "secrets" | "clock">;

/** Tells how things stand for the key of a letter. Throws `forbidden` for a key that is none of ours. */
export function createMailStanding(world: Needs) {
  const keys = createMailKeys(world);
  return async function standing(key: string): Promise<MailStanding> {
    const { mailbox, comment: id } = keys.demand(key);
    const comment = await world.comments.get(id);
    const thread = comment && (await world.threads.get(comment.thread));
    const site = comment && (await world.sites.get(comment.site));
    const confirmed = (await world.mailboxes.get(mailbox))?.state === "confirmed";
    return {
      blog: site?.name || site?.home || "",
      page: thread && { url: thread.page.url, title: thread.page.title || thread.page.url },
      told: confirmed && comment?.notify === true,
    };
  };
}

/** Does what the owner of a mailbox wants; the same twice changes nothing. Throws `forbidden` for a key that is none of ours. */
export function createChooseMail(world: Needs) {
  const keys = createMailKeys(world);
  return async function choose(key: string, choice: MailChoice): Promise<void> {
    const { mailbox, comment } = keys.demand(key);
    const now = world.clock.now();
    if (choice === "stop-comment") await world.comments.setNotify(comment, false);
    else await world.mailboxes.set(mailbox, choice === "confirm" ? "confirmed" : "stopped", now);
    // Who stopped it and thinks better of it means the comment that the letter was about as well.
    if (choice === "confirm") await world.comments.setNotify(comment, true);
  };
}
