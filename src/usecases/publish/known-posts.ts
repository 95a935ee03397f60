import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";

/** What a source named when it was listed last: ids, or prints of addresses. */
export interface KnownPosts {
  /** Null where it was never listed. */
  read(site: Pick<Site, "_id">): Promise<Set<string> | null>;
  put(site: Pick<Site, "_id">, known: Iterable<string>): Promise<void>;
}

/** Keeps them beside the settings, one text for each blog; none of them holds a blank. */
export function createKnownPosts({ settings }: Pick<World, "settings">, what: "listed" | "mapped"): KnownPosts {
  const name = ({ _id }: Pick<Site, "_id">) => `${what} ${_id}`;
  return {
    async read(site) {
      const text = await settings.get<string>(name(site));
      return text === null ? null : new Set(text.split(" ").filter((one) => one !== ""));
    },
    put: (site, known) => settings.set(name(site), [...known].join(" ")),
  };
}
