import { siteOf } from "../../domain/address.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { fediverseKey, feedKey } from "./keep-page.ts";

/** What a page calls itself beside its address. */
interface Named {
  ids?: readonly string[];
  onFediverse?: string;
}

/**
 * Lets what a page calls itself lead to its thread: its ids, and the blog's own post on the fediverse where that lies on the
 * blog. A name that leads elsewhere already stays there.
 */
export async function learnNames(
  world: Pick<World, "threads" | "sites">,
  site: Site,
  { _id }: Pick<Thread, "_id">,
  { ids = [], onFediverse }: Named,
): Promise<void> {
  for (const id of ids) await world.threads.alias(site._id, feedKey(id), _id);
  if (onFediverse === undefined || siteOf(await world.sites.all(), onFediverse)?._id !== site._id) return;
  await world.threads.alias(site._id, fediverseKey(site, onFediverse), _id);
}
