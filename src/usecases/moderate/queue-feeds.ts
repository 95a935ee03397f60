import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createWriteDown } from "./write-down.ts";

type Needs = Pick<World, "sites" | "settings" | "secrets" | "ids" | "audit" | "clock">;

/** The feeds of what waits, one for each blog where its owner opened it. */
export interface QueueFeeds {
  /** The key of a blog's feed; null where it is closed. */
  keyOf(site: string): Promise<string | null>;
  /** Makes a new key, with which the one before ends. Throws `not-found`. */
  open(site: string, by: Moderator): Promise<string>;
  /** Throws `not-found`. */
  close(site: string, by: Moderator): Promise<void>;
  /** The blog that a key is good for. Throws `not-found` for one that is not good, or not any more. */
  demand(key: string): Promise<Site>;
}

/** Keys are `site~signature`, made of a word that each opening makes anew. */
export function createQueueFeeds(world: Needs): QueueFeeds {
  const writeDown = createWriteDown(world);
  const nameOf = (site: string) => `queue feed ${site}`;
  const sign = (site: string, word: string) => world.secrets.sign("queue feed", `${site} ${word}`);

  async function keyOf(site: string): Promise<string | null> {
    const word = await world.settings.get<string>(nameOf(site));
    return word === null ? null : `${site}~${sign(site, word)}`;
  }

  async function change(id: string, word: string | null, by: Moderator): Promise<void> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    await world.settings.set(nameOf(id), word);
    const act = word === null ? "feed.close" : "feed.open";
    await writeDown({ by, act, site: id, subject: id, label: site.name || site.home });
  }

  return {
    keyOf,
    async open(site, by) {
      await change(site, world.ids.token(), by);
      return (await keyOf(site)) ?? "";
    },
    close: (site, by) => change(site, null, by),
    async demand(key) {
      const [id = "", signature = ""] = key.split("~");
      const word = await world.settings.get<string>(nameOf(id));
      const isGood = word !== null && world.secrets.verify("queue feed", `${id} ${word}`, signature);
      const site = isGood ? await world.sites.get(id) : null;
      if (site) return site;
      throw new Problem(
        "not-found",
        "There is no feed at this address, or not any more. The owner’s pages tell the one of now.",
      );
    },
  };
}
