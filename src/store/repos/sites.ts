import { Problem } from "../../domain/problem.ts";
import type { Sites } from "../../domain/repos.ts";
import type { Seal } from "../../domain/seal.ts";
import type { Site } from "../../domain/site.ts";
import type { Docs } from "../port.ts";
import { sitePlace } from "../secret-places.ts";

/** Sites on the document port, their keys sealed, in the order in which they were set up. */
export function createSites(docs: Docs<Site>, seal: Seal): Sites {
  function changed<T extends Partial<Site>>(id: string, site: T, change: Seal["seal"]): T {
    return site.sourceKey ? { ...site, sourceKey: change(site.sourceKey, sitePlace(id)) } : site;
  }
  const opened = (site: Site) => changed(site._id, site, seal.open);
  const stored = async () => (await docs.find({}).sort({ installedAt: 1 }).toArray()).map(opened);
  return {
    all: async () => (await stored()).filter(isServed),
    putAway: async () => (await stored()).filter((site) => !isServed(site)),
    async get(id) {
      const site = await docs.findOne({ _id: id });
      return site && isServed(site) ? opened(site) : null;
    },
    async add(site) {
      if ((await docs.insertOne(changed(site._id, site, seal.seal))) === "added") return;
      throw new Problem("conflict", `There is a site “${site._id}” already; change that one, or choose another name.`);
    },
    async set(id, change) {
      const { _id: _, ...members } = change;
      if (Object.keys(members).length > 0) await docs.updateOne({ _id: id }, { $set: changed(id, members, seal.seal) });
    },
    async raiseEpoch(id) {
      await docs.updateMany(id === undefined ? {} : { _id: id }, { $inc: { epoch: 1 } });
    },
  };
}

function isServed({ removedAt = null }: Site): boolean {
  return removedAt === null;
}
