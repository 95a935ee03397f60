import { type RemoteHost, unknownHost } from "../../domain/host.ts";
import type { Hosts } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { pageSize } from "./paging.ts";
import { updateOrInsert } from "./update-or-insert.ts";

const keepMs = 30 * 86_400_000;

/** More rest only while the whole network is away, and then it matters little which of them are asked in vain. */
const maxResting = 5000;

const inTrouble: Filter<RemoteHost> = {
  $or: [{ failingSince: { $ne: null } }, { refusedSince: { $ne: null } }, { unavailableSince: { $ne: null } }],
};

/** What is known of other servers, on the document port. */
export function createHosts(docs: Docs<RemoteHost>): Hosts {
  return {
    get: (id) => docs.findOne({ _id: id }),
    among: (ids) => docs.named(ids),
    async note(id, changes, now, unheardOf = false) {
      const set = { expiresAt: new Date(now.getTime() + keepMs), ...changes };
      const whole = { _id: id, ...unknownHost, ...set };
      if (unheardOf && (await docs.insertOne(whole)) !== "already") return;
      await updateOrInsert(docs, { $set: set }, whole);
    },
    resting: (now) =>
      docs
        .find({ restsUntil: { $gt: now } })
        .sort({ restsUntil: 1 })
        .limit(maxResting)
        .toArray(),
    troubled: ({ after, limit }) =>
      docs
        .find({ _id: { $gt: after ?? "" }, ...inTrouble })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    async trim(max) {
      for (let over = (await docs.countDocuments({})) - max; over > 0; over -= pageSize) {
        const oldest = await docs.find({}).sort({ expiresAt: 1 }).limit(Math.min(over, pageSize)).toArray();
        await docs.deleteMany({ _id: { $in: oldest.map(({ _id }) => _id) } });
      }
    },
  };
}
