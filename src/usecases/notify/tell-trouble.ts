import type { Job, JobOutcome, NewJob } from "../../domain/job.ts";
import type { OwnerMailer, WordKind } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import { type HookPayload, hookKind, hookLane } from "./hook-heralds.ts";
import { lettersOf } from "./plan-letters.ts";
import { mailLane } from "./plan-mail.ts";
import { outcomeOf } from "./posted.ts";

/** The kind of job that is a letter in which the node speaks of itself. */
export const troubleKind = "trouble-letter";

interface WordPayload extends Record<string, unknown> {
  to: string;
  sentence: string;
  /** A trouble where it is left out. */
  says?: WordKind;
}

/** Letters in which the node says something of itself, one to each mailbox. The name is the same for the same word. */
export function wordJobs(name: string, mailboxes: readonly string[], says: WordKind, sentence: string): NewJob[] {
  return mailboxes.map((to, i) => {
    const payload: WordPayload = { to, sentence, says };
    return { id: `${troubleKind} ${name} ${i}`, kind: troubleKind, lane: mailLane, payload };
  });
}

/** The mailboxes that letters about comments go to: of one blog, unless nobody wants any there, or of all. */
export async function lettersGoTo({ sites }: Pick<World, "sites">, site?: string): Promise<string[]> {
  const heard = (await sites.all()).filter(
    (one) => site === undefined || (one._id === site && lettersOf(one).pace !== "none"),
  );
  return [...new Set(heard.flatMap((one) => lettersOf(one).to))];
}

/** What is told besides the sentence. */
interface About {
  /** The blog that alone is concerned; left out for all of them. */
  site?: string;
  /** It is over, what was told before. */
  over?: boolean;
}

/** Queues a word to the owners. */
export type TellTrouble = (sentence: string, about?: About) => Promise<void>;

/**
 * Makes what queues a word to the owners of what the node cannot mend by itself, and of its end: a letter to every mailbox
 * that letters of the blog, or of any blog, go to, where there is a mail server, and a message to every webhook of the blog and
 * of the whole node. Whoever wants no letters about a blog gets none about that blog alone.
 */
export function createTellTrouble(
  world: Pick<World, "sites" | "webhooks" | "jobs" | "clock" | "ids">,
  hasMail: boolean,
): TellTrouble {
  return async function tellTrouble(sentence, { site, over = false } = {}) {
    const now = world.clock.now();
    const at = now.getTime();
    const name = `${at} ${world.ids.opaque()}`;
    const mailboxes = hasMail ? await lettersGoTo(world, site) : [];
    const letters = wordJobs(name, mailboxes, over ? "over" : "trouble", sentence);
    const hears = (of: string | null) => of === null || of === site;
    const hooks = (await world.webhooks.list()).filter((hook) => hears(hook.site) && hook.stoppedAt === null);
    const messages = hooks.map((hook): NewJob => {
      const payload: HookPayload = { hook: hook._id, at, trouble: sentence, ...(over ? { over } : {}) };
      return { id: `${hookLane(hook)} trouble ${name}`, kind: hookKind, lane: hookLane(hook), payload };
    });
    await world.jobs.put([...letters, ...messages], now);
  };
}

/** Writes those letters. */
export function createTroubleJobs({ clock }: Pick<World, "clock">, mailer: Pick<OwnerMailer, "word">) {
  async function write(job: Job): Promise<JobOutcome> {
    const { to, sentence, says = "trouble" } = job.payload as WordPayload;
    const posted = await mailer.word(job._id.replace(/\W+/g, "-"), to, says, sentence);
    return outcomeOf(posted, job, clock.now());
  }

  return { [troubleKind]: write };
}
