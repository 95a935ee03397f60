import type { Votes } from "../../domain/repos.ts";
import { type Vote, voteId } from "../../domain/vote.ts";
import type { Docs } from "../port.ts";

/** Votes on the document port. */
export function createVotes(docs: Docs<Vote>): Votes {
  return {
    get: (comment, voter) => docs.findOne({ _id: voteId(comment, voter) }),
    async of(voter, comments) {
      const votes = await docs.named(comments.map((comment) => voteId(comment, voter)));
      return new Map(votes.flatMap(({ comment, value }) => (value === "none" ? [] : [[comment, value] as const])));
    },
    add: (vote) => docs.insertOne(vote),
    async put({ _id, ...members }) {
      await docs.updateOne({ _id }, { $set: members }, { upsert: true });
    },
    async counts(comment) {
      const values = await docs.countBy("value", { comment, value: { $in: ["up", "down"] } });
      return { up: values.get("up") ?? 0, down: values.get("down") ?? 0 };
    },
    async forget(comment) {
      await docs.deleteMany({ comment });
    },
  };
}
