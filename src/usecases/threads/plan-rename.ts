import { homeward, pageKey, parseWebUrl, siteOf } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Planned } from "./act-on-threads.ts";
import { demandThread, nameOfThread } from "./name-thread.ts";
import type { ThreadPlan } from "./plan.ts";

type Needs = Pick<World, "threads" | "sites">;

/**
 * What giving a thread another address would do, and another title where one is given. Throws as `demandThread` does,
 * `forbidden` for an address outside the blog, `conflict` where another thread has it, `invalid` for what changes nothing.
 */
export function createPlanRename(world: Needs) {
  return async function planRename(named: string, address: string, title = ""): Promise<ThreadPlan> {
    const { thread, site } = await demandThread(world, named);
    const url = within(await world.sites.all(), site, parseWebUrl(address));
    const there = await world.threads.byKey(site._id, pageKey(url));
    if (there && there._id !== thread._id)
      throw new Problem(
        "conflict",
        `There is a thread at ${url.href} already: ${nameOfThread(there)}. Merge the two instead.`,
      );
    const planned = plannedRename(thread, url, title.trim() || thread.page.title, there === null);
    if (!planned) throw new Problem("invalid", "The thread has this address and title already.");
    return {
      planned: [planned],
      lines: [],
      says: [
        `${nameOfThread(thread)} lies at ${url.href} from then on. ${thread.page.url} still leads to it.`,
        ...(thread.announcement === "announced" ? ["Servers that know its post are told of the new address."] : []),
      ],
    };
  };
}

/** An address as that of a page of a blog. Throws `forbidden` for one that lies elsewhere. */
export function within(sites: readonly Site[], site: Site, url: URL): URL {
  if (siteOf(sites, url)?._id !== site._id) throw new Problem("forbidden", `${url.href} is not part of ${site.home}.`);
  return homeward(site, url);
}

/** Giving a thread another address; null where it has that one. `claims` where nothing leads from there yet. */
export function plannedRename(thread: Thread, url: URL, title: string, claims: boolean): Planned | null {
  const { page, key, _id, site } = thread;
  const after = { key: pageKey(url), url: url.href, title };
  if (page.url === after.url && page.title === title) return null;
  return {
    site,
    threads: [_id],
    label: `${nameOfThread(thread)}, now at ${url.href}`,
    work: {
      kind: "rename",
      thread: _id,
      before: { key, url: page.url, title: page.title },
      after,
      claims,
      former: thread.formerKeys ?? [],
    },
  };
}
