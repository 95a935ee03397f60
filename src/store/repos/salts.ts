import type { Salts } from "../../domain/repos.ts";
import type { Salt } from "../../domain/salt.ts";
import type { Docs } from "../port.ts";

/** What networks are hashed with, on the document port: who stores that of a period first made it. */
export function createSalts(docs: Docs<Salt>): Salts {
  return {
    async ensure(first) {
      if ((await docs.insertOne(first)) === "added") return first;
      return (await docs.findOne({ _id: first._id })) ?? first;
    },
    all: () => docs.find({}).toArray(),
    async remove(period) {
      await docs.deleteOne({ _id: period });
    },
  };
}
