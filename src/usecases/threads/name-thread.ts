import { pageKey } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { demandSite } from "../publish/own-site.ts";
import { standingThread } from "./standing-thread.ts";

/**
 * The thread that somebody means by an address of its page, or by its id. Throws `not-found` for none, `forbidden` for an
 * address of no blog of ours.
 */
export async function demandThread(
  world: Pick<World, "threads" | "sites">,
  named: string,
): Promise<{ thread: Thread; site: Site }> {
  const word = named.trim();
  const found = /^https?:\/\//i.test(word) ? await atAddress(world, word) : await world.threads.get(word);
  const thread = found && (await standingThread(world, found));
  const site = thread && (await world.sites.get(thread.site));
  if (!thread || !site) throw new Problem("not-found", `There is no thread at ${word || "an empty address"}.`);
  return { thread, site };
}

async function atAddress(world: Pick<World, "threads" | "sites">, address: string): Promise<Thread | null> {
  const { site, url } = await demandSite(world, address);
  return world.threads.byKey(site._id, pageKey(url));
}

/** How people call a thread: by its title, or by its address. */
export function nameOfThread({ page }: Pick<Thread, "page">): string {
  return page.title ? `“${page.title}”` : page.url;
}
