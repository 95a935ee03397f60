import { sitesFor } from "../../domain/deeds.ts";
import type { Person } from "../../domain/person.ts";
import type { Web } from "../web.ts";

/** On which blogs somebody may see comments; null for all there are, as long as none is put away. */
export async function readableSites(
  { world, sites }: Pick<Web, "world" | "sites">,
  person: Person,
): Promise<string[] | null> {
  const theirs = sitesFor(person, "comments.read");
  if (theirs === null && (await world.sites.putAway()).length === 0) return null;
  const served = (await sites.all()).map(({ _id }) => _id);
  return theirs === null ? served : theirs.filter((id) => served.includes(id));
}
