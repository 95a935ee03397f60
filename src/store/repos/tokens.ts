import type { Tokens } from "../../domain/repos.ts";
import type { Token } from "../documents.ts";
import type { Docs } from "../port.ts";

/** Tokens on the document port; taking one is its deletion, which one caller alone can win. */
export function createTokens(docs: Docs<Token>): Tokens {
  return {
    async put({ id, ...token }) {
      await docs.updateOne({ _id: id }, { $set: token }, { upsert: true });
    },
    async find(id, kind, now) {
      const token = await docs.findOne({ _id: id, kind, expiresAt: { $gt: now } });
      return token && { person: token.person ?? null };
    },
    take: async (id, kind, now) => (await docs.deleteOne({ _id: id, kind, expiresAt: { $gt: now } })) > 0,
    async revoke(person) {
      await docs.deleteMany({ person });
    },
    async sweep(now) {
      await docs.deleteMany({ expiresAt: { $lte: now } });
    },
  };
}
