import type { Follower } from "../../domain/follower.ts";
import type { Followers } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { createDebtors } from "./debts.ts";
import { pageSize } from "./paging.ts";

/** Followers on the document port. */
export function createFollowers(docs: Docs<Follower>): Followers {
  return {
    ...createDebtors(docs),
    async put(follower) {
      // The version rises even when it is given anew, so that a debt read before is not paid off for the new follow.
      const { _id, version: _, ...members } = follower;
      await docs.updateOne({ _id }, { $set: members, $inc: { version: 1 } }, { upsert: true });
    },
    get: (id) => docs.findOne({ _id: id }),
    async remove(id) {
      await docs.deleteOne({ _id: id });
    },
    async readdress(remote, to) {
      const { handle, inbox, sharedInbox } = to;
      await docs.updateMany({ remote }, { $set: { handle, inbox, sharedInbox } });
    },
    count: (actor) => docs.countDocuments({ actor }),
    countFrom: (host) => docs.countDocuments({ host }),
    async *inboxes(actor) {
      const shared = await docs.countBy("sharedInbox", { actor });
      const own = await docs.countBy("inbox", { actor, sharedInbox: null });
      yield* pagesOf([...new Set([...shared.keys(), ...own.keys()])]);
    },
    async *behind(actor, sharedInbox) {
      yield* pagesOf([...(await docs.countBy("inbox", { actor, sharedInbox })).keys()]);
    },
    async unshare(sharedInbox) {
      await docs.updateMany({ sharedInbox }, { $set: { sharedInbox: null } });
    },
    dropInbox: (inbox) => docs.deleteMany({ $or: [{ sharedInbox: inbox }, { inbox, sharedInbox: null }] }),
    remotes: async (of) => [...(await docs.countBy("remote", whose(of))).keys()],
    by: (remotes, limit, of) =>
      docs
        .find({ remote: { $in: remotes }, ...whose(of) })
        .limit(limit)
        .toArray(),
    dropActor: (remote, upTo) => docs.deleteMany({ remote, ...(upTo ? { since: { $lte: upTo } } : {}) }),
  };
}

function whose(actors: readonly string[] | undefined): Filter<Follower> {
  return actors === undefined ? {} : { actor: { $in: actors } };
}

function* pagesOf(inboxes: string[]): Generator<string[]> {
  for (let i = 0; i < inboxes.length; i += pageSize) yield inboxes.slice(i, i + pageSize);
}
