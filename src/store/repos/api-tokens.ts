import type { ApiToken } from "../../domain/api-token.ts";
import type { ApiTokens } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";

/** Tokens of programs on the document port. */
export function createApiTokens(docs: Docs<ApiToken>): ApiTokens {
  return {
    async add(token) {
      await docs.insertOne(token);
    },
    get: (id, now) => docs.findOne({ _id: id, expiresAt: { $gt: now } }),
    of: (person, now) =>
      docs
        .find({ person, expiresAt: { $gt: now } })
        .sort({ createdAt: 1 })
        .toArray(),
    async used(id, at) {
      await docs.relaxed.updateOne({ _id: id }, { $set: { usedAt: at } });
    },
    remove: async (id, person) => (await docs.deleteOne({ _id: id, person })) > 0,
  };
}
