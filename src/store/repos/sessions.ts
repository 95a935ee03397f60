import type { Sessions } from "../../domain/repos.ts";
import type { Session } from "../../domain/session.ts";
import type { Docs } from "../port.ts";

/** Sessions on the document port. */
export function createSessions(docs: Docs<Session>): Sessions {
  return {
    async add(session) {
      await docs.insertOne(session);
    },
    get: (id, now) => docs.findOne({ _id: id, until: { $gt: now } }),
    of: (person, now) =>
      docs
        .find({ person, until: { $gt: now } })
        .sort({ seenAt: -1, createdAt: -1 })
        .toArray(),
    async seen(id, seenAt, until) {
      await docs.relaxed.updateOne({ _id: id }, { $set: { seenAt, until } });
    },
    end: async (id, person) => (await docs.deleteOne({ _id: id, person })) > 0,
    endAll: (person, but) => docs.deleteMany(but === null ? { person } : { person, _id: { $ne: but } }),
  };
}
