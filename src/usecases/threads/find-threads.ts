import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";

type Needs = Pick<World, "threads" | "sites">;

const perPage = 200;

/** So many are looked through for words at a time; more are found by going on. */
const mostLooked = 2_000;

/** Some threads, and where to go on; null at the end. */
export interface FoundThreads {
  threads: Thread[];
  next: string | null;
}

/**
 * Threads of all blogs, or of some, the newest first, that have some words in their title or address; merged ones are left
 * out. Throws `invalid` for a marker that is none.
 */
export function createFindThreads(world: Needs) {
  return async function findThreads({
    words = "",
    after = null,
    limit = 50,
    sites: chosen = null,
  }: {
    words?: string;
    after?: string | null;
    limit?: number;
    sites?: readonly string[] | null;
  }): Promise<FoundThreads> {
    const all = (await world.sites.all()).map(({ _id }) => _id);
    const sites = all.filter((site) => chosen === null || chosen.includes(site));
    const { site: first, marker } = readMarker(after, sites);
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const threads: Thread[] = [];
    let looked = 0;
    let from: string | null = marker;
    for (const site of sites.slice(Math.max(0, sites.indexOf(first)))) {
      if (threads.length >= limit) return { threads, next: `${site} ` };
      do {
        const size = wanted.length > 0 ? perPage : Math.min(perPage, limit - threads.length);
        const page = await world.threads.ofSite(site, { after: from, limit: size });
        for (const thread of page.items) if (has(thread, wanted)) threads.push(thread);
        looked += page.items.length;
        from = page.next;
        if (from !== null && (threads.length >= limit || looked >= mostLooked))
          return { threads, next: `${site} ${from}` };
      } while (from !== null);
    }
    return { threads, next: null };
  };
}

function readMarker(after: string | null, sites: readonly string[]): { site: string; marker: string | null } {
  const [site = "", ...rest] = (after ?? "").split(" ");
  return sites.includes(site) ? { site, marker: rest.join(" ") || null } : { site: sites[0] ?? "", marker: null };
}

function has({ page }: Thread, words: readonly string[]): boolean {
  const text = `${page.title} ${page.url}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
