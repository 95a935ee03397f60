import type { World } from "../../domain/ports.ts";
import { type Ruling, rulingsOf } from "../../domain/ruling.ts";

/** Somebody who quotes a comment or a post. */
export interface Quoter {
  name: string;
  handle: string;
  /** The address of the post that quotes. */
  post: string;
}

/** So many quotes are looked at, and so many people told of. */
const looked = 50;
const most = 10;

/**
 * Reads who quotes something of a blog, the latest first, each person once. Who asks not to be shown, or is not known any more, is
 * left out; so is whom a rule of the owner's shuts out or lets wait.
 */
export function createReadQuotes(world: Pick<World, "reactions" | "profiles" | "blocks">) {
  return async function readQuotes(targets: readonly string[], site: string): Promise<Map<string, Quoter[]>> {
    return new Map(await Promise.all(targets.map(async (target) => [target, await quotersOf(target, site)] as const)));
  };

  async function quotersOf(target: string, site: string): Promise<Quoter[]> {
    const quotes = await world.reactions.standingQuotes(target, looked);
    const latest = new Map<string, string>();
    for (const { actor, activity } of quotes) if (!latest.has(actor)) latest.set(actor, activity);
    const people = [...latest].slice(0, most);
    const rulings = await rulingsOf(
      world.blocks,
      people.map(([id, post]) => ({ id, addresses: [post] })),
      site,
    );
    const named = people.filter((_, i) => mayBeNamed(rulings[i] as Ruling));
    const found = await Promise.all(named.map(([actor, post]) => quoter(actor, post)));
    return found.filter((one) => one !== null);
  }

  async function quoter(actor: string, post: string): Promise<Quoter | null> {
    const profile = await world.profiles.get(actor);
    if (!profile || profile.hidden || profile.hidesUnlisted) return null;
    const { name, handle } = profile;
    return { name: name || handle, handle, post };
  }
}

function mayBeNamed({ severity, rejects }: Ruling): boolean {
  return severity !== "block" && severity !== "hold" && !rejects.has("reactions");
}
