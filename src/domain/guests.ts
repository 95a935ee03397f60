import type { Site } from "./site.ts";
import { isApart, type Thread } from "./thread.ts";

type Told = Pick<Thread, "guestsStay" | "pushed" | "announcement">;

/**
 * Whether comments of visitors who wish so go out to the fediverse: the blog has to let them, and their thread not to keep them,
 * as one of a post for members alone does.
 */
export function letsGuestsOut(site: Pick<Site, "guests">, thread: Told | null): boolean {
  return site.guests && thread?.guestsStay !== true && !(thread && isApart(thread));
}
