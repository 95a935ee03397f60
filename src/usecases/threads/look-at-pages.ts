import { pageKey } from "../../domain/address.ts";
import { done, type Job, type JobOutcome, type NewJob } from "../../domain/job.ts";
import type { PageReading, World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import { learnNames } from "../publish/learn-names.ts";

type Needs = Pick<World, "threads" | "sites" | "pages" | "jobs" | "clock">;

const dayMs = 86_400_000;

/** Pages are looked at once a month, from a month after their thread was made; those without comments are not. */
const everyMs = 30 * dayMs;

/** So many threads are passed in a round: the pages of a blog are asked for slowly. */
const perRound = 20;

/** So many are looked at when somebody asks for it. */
const mostAtOnce = 500;

/** The job of looking at a page, once a day at most; those of one blog run one after the other. */
function lookJob({ _id, site }: Thread, now: Date): NewJob {
  const id = `look:${_id}:${now.toISOString().slice(0, 10)}`;
  return { id, kind: "look", lane: `look:${site}`, payload: { thread: _id } };
}

/**
 * Looks whether a thread's page is there, and remembers it: true where it is gone, null where that cannot be told. What the
 * page calls itself is learned, so that it is found again when it moves.
 */
export function createLookAtPage(world: Needs) {
  return async function lookAtPage(thread: Pick<Thread, "_id" | "site" | "page">): Promise<boolean | null> {
    const { _id, page } = thread;
    const isGone = await world.pages.read(page.url).then(
      (reading) => learn(thread, reading).then(() => false),
      (error: unknown) => {
        if (!isProblem(error)) throw error;
        // What is no HTML, or is too long, is there.
        if (error.kind === "unsupported" || error.kind === "too-large") return false;
        return error.kind === "not-found" ? true : null;
      },
    );
    await world.threads.looked(_id, world.clock.now(), isGone);
    return isGone;
  };

  /** An address that leads to another page by now has nothing to say of this one. */
  async function learn({ _id, site: id }: Pick<Thread, "_id" | "site">, reading: PageReading): Promise<void> {
    const site = await world.sites.get(id);
    const found = site && (await world.threads.byKey(id, pageKey(reading.url)));
    if (site && found?._id === _id) await learnNames(world, site, found, reading);
  }
}

/** The job `look`. A page that cannot be had now is looked at another time. */
export function createLookJob(world: Needs) {
  const lookAtPage = createLookAtPage(world);
  return async function look({ payload }: Job): Promise<JobOutcome> {
    const id = payload["thread"];
    const thread = typeof id === "string" ? await world.threads.get(id) : null;
    if (thread && !thread.mergedInto) await lookAtPage(thread);
    return done;
  };
}

/** Lets the pages of threads with comments be looked at soon, of some blogs or of all, 500 at most. Returns how many. */
export function createLookNow(world: Needs) {
  return async function lookNow(sites: readonly string[] | null = null): Promise<number> {
    const now = world.clock.now();
    const jobs: NewJob[] = [];
    for (const { _id } of await world.sites.all()) {
      if (sites !== null && !sites.includes(_id)) continue;
      const { items } = await world.threads.ofSite(_id, { limit: mostAtOnce - jobs.length || 1 });
      jobs.push(...items.filter(hasComments).map((thread) => lookJob(thread, now)));
      if (jobs.length >= mostAtOnce) break;
    }
    await world.jobs.put(jobs, now);
    return jobs.length;
  };
}

/** Makes the round that lets some pages be looked at that were not for long; it goes through all threads, and begins anew. */
export function createSweepPages(world: Needs): () => Promise<number> {
  let place: { site: string; after: string | null } | null = null;

  return async function sweepPages() {
    const now = world.clock.now();
    const sites = (await world.sites.all()).map(({ _id }) => _id);
    const from = place;
    const at = Math.max(0, from ? sites.indexOf(from.site) : 0);
    const site = sites[at];
    if (site === undefined) return 0;
    const page = await world.threads.ofSite(site, { after: from?.after ?? null, limit: perRound });
    place =
      page.next === null ? { site: sites[(at + 1) % sites.length] ?? site, after: null } : { site, after: page.next };
    const before = new Date(now.getTime() - everyMs);
    const due = page.items.filter(
      (thread) => hasComments(thread) && thread.createdAt < before && (!thread.lookedAt || thread.lookedAt < before),
    );
    await world.jobs.put(
      due.map((thread) => lookJob(thread, now)),
      now,
    );
    return due.length;
  };
}

function hasComments({ counts }: Thread): boolean {
  return counts.published + counts.held > 0;
}
