import { pageKey, parseWebUrl, siteOf } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { type AddressMap, readAddressMap } from "../operate/address-map.ts";
import type { Planned } from "./act-on-threads.ts";
import type { ThreadPlan } from "./plan.ts";
import { plannedMerge } from "./plan-merge.ts";
import { plannedRename } from "./plan-rename.ts";

type Needs = Pick<World, "threads" | "sites">;

/** Many threads at once, and which ones were passed over. */
export interface RemapPlan extends ThreadPlan {
  renamed: number;
  merged: number;
  refused: number;
  unmatched: number;
}

const perPage = 200;

/**
 * What giving many threads of a blog other addresses would do, by lines `OLD NEW` or `OLD* NEW*`, as imports read them.
 * Where a thread has the new address already, the two are merged. With `home` the blog itself moves there, and by no
 * lines at all everything below its old home goes along. Throws `invalid` for lines that cannot be read or change nothing,
 * `conflict` where another blog lives there.
 */
export function createPlanRemap(world: Needs) {
  return async function planRemap(site: Site, lines: string, home = ""): Promise<RemapPlan> {
    const sites = await world.sites.all();
    const move = home.trim() ? plannedHome(sites, site, home.trim()) : null;
    const after = move?.work.kind === "home" ? move.work.after : site.home;
    const map = readAddressMap(lines.trim() || (move ? `${site.home}* ${after}*` : ""), site.home);
    const sitesAfter = sites.map((one) => (one._id === site._id ? { ...one, home: after } : one));
    const plan = await planAll(site, map, (url) => siteOf(sitesAfter, url)?._id === site._id);
    if (move) plan.planned.unshift(move);
    if (plan.planned.length === 0 && plan.refused === 0)
      throw new Problem("invalid", "None of the threads lies where these lines begin, so nothing would change.");
    return { ...plan, says: sentences(plan, move ? after : null) };
  };

  async function planAll(site: Site, map: AddressMap, isWithin: (url: URL) => boolean): Promise<RemapPlan> {
    const plan: RemapPlan = { planned: [], says: [], lines: [], renamed: 0, merged: 0, refused: 0, unmatched: 0 };
    const wanted = new Map<Thread, URL>();
    for await (const thread of threadsOf(site)) {
      const to = map(new URL(thread.page.url));
      if (!to) plan.unmatched += 1;
      else if (to.href !== thread.page.url) wanted.set(thread, to);
    }
    const moving = new Set([...wanted.keys()].map(({ _id }) => _id));
    const claimed = new Map<string, Thread>();
    for (const [thread, to] of wanted) {
      const outcome = isWithin(to) ? await planOne(thread, to, moving, claimed) : "it would be outside of the blog";
      const refused = typeof outcome === "string";
      const fate = refused ? "refused" : outcome.work.kind === "merge" ? "merged" : "renamed";
      plan[fate] += 1;
      plan.lines.push({ from: thread.page.url, to: refused ? `${to.href} (${outcome})` : to.href, fate });
      if (!refused) plan.planned.push(outcome);
    }
    return plan;
  }

  /** What becomes of one thread, or why it stays. */
  async function planOne(
    thread: Thread,
    to: URL,
    moving: ReadonlySet<string>,
    claimed: Map<string, Thread>,
  ): Promise<Planned | string> {
    const key = pageKey(to);
    const known = await world.threads.byKey(thread.site, key);
    const there = claimed.get(key) ?? (known?._id === thread._id ? null : known);
    if (!there) {
      claimed.set(key, thread);
      return plannedRename(thread, to, thread.page.title, known === null) ?? "it is there already";
    }
    if (moving.has(there._id) && claimed.get(key) !== there) return "the thread there is to move as well";
    try {
      return plannedMerge(thread, there);
    } catch (error) {
      if (!isProblem(error)) throw error;
      return error.message;
    }
  }

  async function* threadsOf(site: Site): AsyncIterable<Thread> {
    let after: string | null = null;
    do {
      const page = await world.threads.ofSite(site._id, { after, limit: perPage });
      yield* page.items;
      after = page.next;
    } while (after !== null);
  }
}

/** Throws `invalid` for the home that it has, `conflict` for a place where another blog lives. */
function plannedHome(sites: readonly Site[], site: Site, home: string): Planned {
  const url = parseWebUrl(home);
  url.hash = "";
  url.search = "";
  const after = url.href.endsWith("/") ? url.href : `${url.href}/`;
  if (after === site.home) throw new Problem("invalid", `The blog lives at ${after} already.`);
  if (sites.some((other) => other._id !== site._id && pageKey(other.home) === pageKey(after)))
    throw new Problem("conflict", `Another blog lives at ${after}.`);
  const formerHomes = site.formerHomes ?? [];
  return {
    site: site._id,
    threads: [site._id],
    label: `${site.home} to ${after}`,
    work: { kind: "home", before: site.home, after, formerHomes },
  };
}

function sentences({ renamed, merged, refused, unmatched }: RemapPlan, home: string | null): string[] {
  return [
    `${threads(renamed)} would get another address.`,
    ...(merged > 0 ? [`${threads(merged)} would be merged into one that has the new address already.`] : []),
    ...(refused > 0 ? [`${threads(refused)} would stay where they are, as is said below.`] : []),
    ...(unmatched > 0 ? [`${threads(unmatched)} begin with none of the old addresses, and stay.`] : []),
    ...(home === null
      ? []
      : [`The blog would live at ${home}. Set ANTIPHON_SITE to that before the node starts again.`]),
  ];
}

function threads(count: number): string {
  return count === 1 ? "One thread" : `${count.toLocaleString("en")} threads`;
}
