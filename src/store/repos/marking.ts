import { isRuleMark } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import type { Comments, Turned } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { changeInPages } from "./paging.ts";

type Marking = Pick<
  Comments,
  "hide" | "reveal" | "remark" | "setPlain" | "hiddenUnder" | "actors" | "mailboxes" | "ofVisitors"
>;

/** What rules do to many comments at once, and how those are found. */
export function createMarking(docs: Docs<Comment>): Marking {
  /** Changes all that match `who` and are as `before` says, which the change ends. Each owes its thread. */
  async function turn(
    who: Filter<Comment>,
    before: Filter<Comment>,
    set: Partial<Comment>,
    now: Date,
  ): Promise<Turned> {
    const threads = new Set<string>();
    const count = await changeInPages(docs, { ...who, ...before }, (page) => {
      for (const { thread } of page) threads.add(thread);
      return docs.updateMany(
        { _id: { $in: page.map(({ _id }) => _id) }, ...before },
        {
          $set: set,
          $addToSet: { owed: "thread" },
          // Fills an empty date in the same write; one that was owed before starts to wait anew, which costs a sweep.
          $max: { owedSince: now },
          $inc: { version: 1 },
        },
      );
    });
    return { count, threads: [...threads] };
  }

  const by = (actors: readonly string[]): Filter<Comment> => ({ "author.id": { $in: actors } });

  return {
    hide: (actors, mark, now) => turn(by(actors), { hiddenBy: null }, { hiddenBy: mark }, now),
    reveal: (mark, now) => turn({}, { hiddenBy: mark }, { hiddenBy: null }, now),
    async remark(actors, mark, now) {
      const marks = [...(await docs.countBy("hiddenBy", by(actors))).keys()];
      const turned: Turned[] = [];
      for (const other of marks.filter((one) => isRuleMark(one) && one !== mark))
        turned.push(await turn(by(actors), { hiddenBy: other }, { hiddenBy: mark }, now));
      return {
        count: turned.reduce((sum, { count }) => sum + count, 0),
        threads: [...new Set(turned.flatMap(({ threads }) => threads))],
      };
    },
    setPlain: (actors, plain, now) => turn(by(actors), { plain: plain ? { $ne: true } : true }, { plain }, now),
    hiddenUnder: (mark, limit) =>
      docs
        .find({ hiddenBy: mark, state: { $ne: "removed" } })
        .limit(limit)
        .toArray(),
    actors: async () => [...(await docs.countBy("author.id", {})).keys()],
    mailboxes: async () => [...(await docs.countBy("author.email", {})).keys()],
    ofVisitors(who, limit, after) {
      const filter: Filter<Comment> =
        "hash" in who
          ? { "author.hash": who.hash }
          : "network" in who
            ? { $or: [{ "author.network": who.network }, { "author.hash": who.network, "author.email": null }] }
            : { "author.email": { $in: who.emails } };
      return docs
        .find({ ...filter, ...(after ? { _id: { $gt: after } } : {}) })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
    },
  };
}
