import { type Comment, isVisible } from "../../domain/comment.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import { newsOf, readNotice } from "../../domain/notice.ts";
import type { LetterItem, OwnerMailer } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import type { Case } from "../../domain/report.ts";
import { createLinkKeys, linkActsFor } from "./link-keys.ts";
import { type LetterPayload, letterKind, lettersOf } from "./plan-letters.ts";
import { outcomeOf } from "./posted.ts";

type Needs = Pick<World, "comments" | "cases" | "threads" | "sites" | "secrets" | "clock">;

/** Writes the letters that were planned, as things stand by then: what was decided meanwhile is left out. */
export function createLetterJobs(world: Needs, mailer: OwnerMailer) {
  const keys = createLinkKeys(world);

  async function write(job: Job): Promise<JobOutcome> {
    const { site: id, to, comments: ids, more } = job.payload as LetterPayload;
    const site = await world.sites.get(id);
    const letters = site && lettersOf(site);
    if (!site || !letters?.to.includes(to) || letters.pace === "none") return done;
    const items: LetterItem[] = [];
    for (const notice of ids) {
      const item = await itemOf(readNotice(notice), letters.about === "all");
      if (item) items.push(item);
    }
    if (items.length === 0 && more === 0) return done;
    const posted = await mailer.send({ id: job._id.replace(/\W+/g, "-"), to, site, items, more });
    return outcomeOf(posted, job, world.clock.now());
  }

  /** Null where there is nothing to tell any more. */
  async function itemOf({ comment: id, isReport }: About, about: boolean): Promise<LetterItem | null> {
    const comment = await world.comments.get(id);
    const thread = comment && (await world.threads.get(comment.thread));
    if (!thread) return null;
    const report = isReport ? await openCase(comment) : null;
    if (isReport ? report === null : !isOpen(comment, about)) return null;
    const links = linkActsFor(comment).map((act) => ({ act, key: keys.make(comment, act) }));
    return { comment, thread, links, report };
  }

  async function openCase(comment: Comment): Promise<Case | null> {
    const [found] = isVisible(comment) ? await world.cases.among([comment._id]) : [];
    return found ?? null;
  }

  return { [letterKind]: write };
}

type About = ReturnType<typeof readNotice>;

/** Whether there is still something to tell: it waits, or it is one that nobody had to let through. */
function isOpen(comment: Comment, about: boolean): boolean {
  const news = newsOf(comment);
  return news === "comment.held" || (about && news === "comment.published" && comment.heldFor.length === 0);
}
