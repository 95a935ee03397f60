import type { Reaction } from "../../domain/reaction.ts";
import type { Moving } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { pageSize } from "./paging.ts";

/** Moving reactions on the document port: what they are about is part of their ids, but for quotes and leave to quote. */
export function createMovingReactions(docs: Docs<Reaction>): Pick<Moving, "reactions" | "reactionsBack"> {
  async function each(filter: Filter<Reaction>, work: (reaction: Reaction) => Promise<void>): Promise<void> {
    let after = "";
    for (;;) {
      const page = await docs
        .find({ ...filter, _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(pageSize)
        .toArray();
      for (const reaction of page) await work(reaction);
      if (page.length < pageSize) return;
      after = page.at(-1)?._id as string;
    }
  }

  /** Puts one where it is about another post, and only then takes it from where it was. */
  async function put(reaction: Reaction, target: string, moves: string[]): Promise<void> {
    const { _id, kind, actor } = reaction;
    if (kind === "quote" || kind === "permit") {
      await docs.updateOne({ _id, target: reaction.target }, { $set: { target, moves } });
      return;
    }
    const other = { ...reaction, _id: _id.replace(` ${reaction.target} `, ` ${target} `), target, moves };
    if ((await docs.insertOne(other)) === "already") {
      const there = await docs.findOne({ _id: other._id });
      // Of somebody who reacted to both, each stays; one that a crash left in both places does not.
      if (there?.actor !== actor || there.activity !== reaction.activity) return;
    }
    await docs.deleteOne({ _id });
  }

  return {
    reactions: (from, to, act) =>
      each({ target: from }, (reaction) => put(reaction, to, [...new Set([...(reaction.moves ?? []), act])])),
    reactionsBack: (from, to, act) =>
      each({ target: from, moves: act }, (reaction) =>
        put(
          reaction,
          to,
          (reaction.moves ?? []).filter((other) => other !== act),
        ),
      ),
  };
}
