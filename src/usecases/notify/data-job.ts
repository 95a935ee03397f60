import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import type { Letter, Mailer } from "../../domain/mailbox.ts";
import type { World } from "../../domain/ports.ts";
import { commentsOf } from "../moderate/find-commenter.ts";
import { createDataKeys } from "./data-keys.ts";
import { outcomeOf } from "./posted.ts";

type Needs = Pick<World, "comments" | "threads" | "sites" | "secrets" | "clock" | "ids" | "spent">;

type Occasion = Pick<Letter, "to" | "site" | "thread" | "comment">;

/** The kind of job that a letter with a link to somebody's data is. */
export const dataKind = "mail-data";

/** Sends the letters that were asked for; where nothing of a mailbox is here there is nobody to write to. */
export function createDataJobs(world: Needs, mailer: Mailer) {
  const keys = createDataKeys(world);

  async function write(job: Job): Promise<JobOutcome> {
    const mailbox = String(job.payload["mailbox"]);
    const occasion = await firstOf(mailbox);
    if (occasion === null) return done;
    const letter = { ...occasion, key: keys.make("link", mailbox) };
    const posted = await mailer.send({ id: job._id.replace(/\W+/g, "-"), ...letter, says: { kind: "data" } });
    return outcomeOf(posted, job, world.clock.now());
  }

  /** The first comment that a letter can be about; the blogs of others may have been put away. */
  async function firstOf(hash: string): Promise<Occasion | null> {
    for await (const found of commentsOf(world, { kind: "mailbox", hash })) {
      for (const comment of found) {
        if (comment.author.kind !== "visitor" || comment.author.email === null) continue;
        const [thread, site] = [await world.threads.get(comment.thread), await world.sites.get(comment.site)];
        if (thread && site) return { to: comment.author.email, site, thread, comment };
      }
    }
    return null;
  }

  return { [dataKind]: write };
}
