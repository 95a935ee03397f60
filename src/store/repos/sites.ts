import { Problem } from "../../domain/problem.ts";
import type { Sites } from "../../domain/repos.ts";
import type { Site } from "../../domain/site.ts";
import type { Docs } from "../port.ts";

/** Sites on the document port, in the order in which they were set up. */
export function createSites(docs: Docs<Site>): Sites {
  return {
    all: () => docs.find({}).sort({ installedAt: 1 }).toArray(),
    get: (id) => docs.findOne({ _id: id }),
    async add(site) {
      if ((await docs.insertOne(site)) === "added") return;
      throw new Problem("conflict", `There is a site “${site._id}” already; change that one, or choose another name.`);
    },
    async set(id, change) {
      const { _id: _, ...members } = change;
      if (Object.keys(members).length > 0) await docs.updateOne({ _id: id }, { $set: members });
    },
    async raiseEpoch(id) {
      await docs.updateMany(id === undefined ? {} : { _id: id }, { $inc: { epoch: 1 } });
    },
  };
}
