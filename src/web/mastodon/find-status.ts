import { type Comment, isVisible } from "../../domain/comment.ts";
import { postNumber, threadStart } from "../../domain/post-number.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { standingThread } from "../../usecases/threads/standing-thread.ts";
import { readNumber } from "../comment-number.ts";
import type { Web } from "../web.ts";
import { webUrl } from "../web-url.ts";

/** What an id leads to; `pending` is a page that was not looked at yet. */
export type Found =
  | { kind: "post"; thread: Thread; site: Site }
  | { kind: "comment"; comment: Comment; thread: Thread; site: Site }
  | { kind: "pending"; site: Site };

/** Alike ones are as rare as one in a million times the number of threads, squared. */
const mostAlike = 20;

/** Finds posts and comments by what programs call them. */
export interface FindStatus {
  /**
   * By the number of a post or a comment, by the id in the address of a post on the fediverse, or by the address of the
   * blog's page. Throws `not-found` for what is not there, or not to be seen.
   */
  byId(id: string): Promise<Found>;
  /** By an address: of a page of a blog, or of ours for a post or a comment. Null for any other text. */
  byAddress(text: string): Promise<Found | null>;
}

/** Builds it. */
export function createFindStatus(web: Pick<Web, "world" | "sites" | "openThread" | "settings">): FindStatus {
  const { world } = web;

  async function withSite(thread: Thread | null | undefined): Promise<Found | null> {
    const standing = thread && (await standingThread(world, thread));
    const site = standing && (await web.sites.get(standing.site));
    return standing && site ? { kind: "post", thread: standing, site } : null;
  }

  async function comment(number: number): Promise<Found | null> {
    const found = await world.comments.byNumber(number);
    const place = found && isVisible(found) ? await withSite(await world.threads.get(found.thread)) : null;
    return found && place?.kind === "post" ? { ...place, kind: "comment", comment: found } : null;
  }

  async function post(number: string, start: string): Promise<Found | null> {
    const alike = await world.threads.beginning(start, mostAlike);
    return withSite(alike.find(({ _id }) => postNumber(_id) === number));
  }

  async function page(address: string): Promise<Found | null> {
    const opened = await web.openThread(address, { wait: false });
    if (opened.kind === "foreign") return null;
    return opened.kind === "thread" ? { ...opened, kind: "post" } : opened;
  }

  async function find(id: string): Promise<Found | null> {
    const start = threadStart(id);
    if (start !== null) return post(id, start);
    const number = readNumber(id);
    if (number !== null) return comment(number);
    const address = webUrl(id);
    return address ? byAddress(address) : withSite(await world.threads.byNote(id));
  }

  async function byAddress(text: string): Promise<Found | null> {
    const address = webUrl(text.trim());
    if (address === null) return null;
    try {
      const found = await page(address);
      if (found) return found;
    } catch (error) {
      if (isProblem(error, "invalid")) return null;
      throw error;
    }
    const { origin, pathname } = new URL(address);
    const last = pathname.split("/").filter(Boolean).at(-1) ?? "";
    return origin === new URL(web.settings.url).origin && !last.includes(":") ? find(last) : null;
  }

  return {
    async byId(id) {
      const found = await find(id);
      if (!found) throw new Problem("not-found", "There is no such post or comment here.");
      return found;
    },
    byAddress,
  };
}
