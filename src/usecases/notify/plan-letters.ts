import { isVisible } from "../../domain/comment.ts";
import type { NewJob } from "../../domain/job.ts";
import { type LetterPace, noLetters, type OwnerLetters } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import { isMarked, type Site } from "../../domain/site.ts";
import { mailLane } from "./plan-mail.ts";
import type { Turn } from "./tell-owner.ts";

/** The kind of job that is a letter to one owner. */
export const letterKind = "owner-letter";

/** What such a job carries: the ids of the notices that it tells of, and how many there are besides. */
export interface LetterPayload extends Record<string, unknown> {
  site: string;
  to: string;
  comments: string[];
  more: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** How far letters of one blog are apart, and whether they wait for the end of that time. */
const paces: Record<Exclude<LetterPace, "none">, { everyMs: number; fromMs: number; collects: boolean }> = {
  "at-once": { everyMs: 5 * minute, fromMs: 0, collects: false },
  hourly: { everyMs: hour, fromMs: 0, collects: true },
  // In the morning, for most who run a blog.
  daily: { everyMs: 24 * hour, fromMs: 5 * hour, collects: true },
};

/** So many comments are shown in one letter; the rest is a number. */
const shownAtMost = 20;
const page = 500;

type Needs = Pick<World, "sites" | "notices" | "jobs" | "spent" | "secrets" | "clock">;

/** Plans letters to owners: what came in goes together, in one letter for each owner and stretch of time. */
export interface PlanLetters {
  /** Whether a letter shall tell of this. */
  wants(turn: Turn): boolean;
  /** Queues what is due for these blogs, or for all. Returns how many letters that were. */
  plan(sites?: readonly Site[]): Promise<number>;
}

/** What is decided of a blog's letters. */
export function lettersOf(site: Pick<Site, "letters">): OwnerLetters {
  return site.letters ?? noLetters;
}

/** Makes the planning of letters; two nodes that plan at once write one letter. */
export function createPlanLetters(world: Needs): PlanLetters {
  async function planFor(site: Site): Promise<number> {
    const { to, pace } = lettersOf(site);
    if (pace === "none" || to.length === 0) return 0;
    const { everyMs, fromMs, collects } = paces[pace];
    const now = world.clock.now().getTime();
    const slot = Math.floor((now - fromMs) / everyMs);
    const start = slot * everyMs + fromMs;
    const before = collects ? new Date(start) : undefined;
    if ((await world.notices.forLetter(site._id, 1, before)).length === 0) return 0;
    const name = `${letterKind} ${site._id} ${pace} ${slot}`;
    if (!(await world.spent.spend(name, new Date(start + 2 * everyMs)))) return 0;
    const { comments, more } = await gather(site, before);
    const payload = { site: site._id, comments, more };
    const letters = to.map((address): NewJob => {
      const id = `${name} ${world.secrets.sign("owner's mailbox", address).slice(0, 16)}`;
      return { id, kind: letterKind, lane: mailLane, payload: { ...payload, to: address } satisfies LetterPayload };
    });
    await world.jobs.put(letters, world.clock.now());
    await world.notices.lettered(comments);
    return letters.length;
  }

  /** The comments to show, still marked, so that a crash tells of them twice rather than never; the rest is counted off. */
  async function gather(site: Site, before?: Date): Promise<{ comments: string[]; more: number }> {
    const first = await world.notices.forLetter(site._id, shownAtMost, before);
    const comments = first.map(({ _id }) => _id);
    let more = 0;
    for (;;) {
      const found = await world.notices.forLetter(site._id, page, before);
      const rest = found.map(({ _id }) => _id).filter((id) => !comments.includes(id));
      await world.notices.lettered(rest);
      more += rest.length;
      if (found.length < page) return { comments, more };
    }
  }

  return {
    wants({ comment, kind, site }) {
      const { to, about, pace } = lettersOf(site);
      if (pace === "none" || to.length === 0 || isMarked(site, comment.author)) return false;
      // What the owner let through is no news to them.
      const isNew = kind === "comment.published" && isVisible(comment) && comment.heldFor.length === 0;
      return kind === "comment.held" || kind === "report.made" || (about === "all" && isNew);
    },
    async plan(sites) {
      let planned = 0;
      for (const site of sites ?? (await world.sites.all())) planned += await planFor(site);
      return planned;
    },
  };
}
