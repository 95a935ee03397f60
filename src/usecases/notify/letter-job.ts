import type { Comment } from "../../domain/comment.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import { newsOf } from "../../domain/notice.ts";
import type { LetterItem, OwnerMailer } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import { createLinkKeys, linkActsFor } from "./link-keys.ts";
import { type LetterPayload, letterKind, lettersOf } from "./plan-letters.ts";
import { outcomeOf } from "./posted.ts";

type Needs = Pick<World, "comments" | "threads" | "sites" | "secrets" | "clock">;

/** Writes the letters that were planned, as things stand by then: what was decided meanwhile is left out. */
export function createLetterJobs(world: Needs, mailer: OwnerMailer) {
  const keys = createLinkKeys(world);

  async function write(job: Job): Promise<JobOutcome> {
    const { site: id, to, comments: ids, more } = job.payload as LetterPayload;
    const site = await world.sites.get(id);
    const letters = site && lettersOf(site);
    if (!site || !letters?.to.includes(to) || letters.pace === "none") return done;
    const comments = (await world.comments.among(ids)).filter((comment) => isOpen(comment, letters.about === "all"));
    const items = (await Promise.all(comments.map(itemOf))).filter((item) => item !== null);
    if (items.length === 0 && more === 0) return done;
    const posted = await mailer.send({ id: job._id.replace(/\W+/g, "-"), to, site, items, more });
    return outcomeOf(posted, job, world.clock.now());
  }

  async function itemOf(comment: Comment): Promise<LetterItem | null> {
    const thread = await world.threads.get(comment.thread);
    const links = linkActsFor(comment).map((act) => ({ act, key: keys.make(comment, act) }));
    return thread && { comment, thread, links };
  }

  return { [letterKind]: write };
}

/** Whether there is still something to tell: it waits, or it is one that nobody had to let through. */
function isOpen(comment: Comment, about: boolean): boolean {
  const news = newsOf(comment);
  return news === "comment.held" || (about && news === "comment.published" && comment.heldFor.length === 0);
}
