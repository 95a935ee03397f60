import { isRuleMark, isWordMark } from "../../domain/block.ts";
import { type Comment, hiding } from "../../domain/comment.ts";
import type { Comments, Turned } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { changeInPages } from "./paging.ts";

type Marking = Pick<
  Comments,
  | "hide"
  | "reveal"
  | "remark"
  | "setPlain"
  | "hiddenUnder"
  | "countUnder"
  | "marksSince"
  | "countHidden"
  | "actors"
  | "mailboxes"
  | "ofVisitors"
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

  const by = (actors: readonly string[], site?: string): Filter<Comment> => ({
    "author.id": { $in: actors },
    ...(site === undefined ? {} : { site }),
  });

  const under = (mark: string): Filter<Comment> => ({ hiddenBy: mark, state: { $ne: "removed" } });

  return {
    hide: (actors, mark, now, site) => turn(by(actors, site), { hiddenBy: null }, hiding(mark, now), now),
    reveal: (mark, now) => turn({}, { hiddenBy: mark }, hiding(null, now), now),
    async remark(actors, mark, now, site) {
      const marks = [...(await docs.countBy("hiddenBy", by(actors, site))).keys()];
      const turned: Turned[] = [];
      for (const other of marks.filter((one) => isRuleMark(one) && !isWordMark(one) && one !== mark))
        turned.push(await turn(by(actors, site), { hiddenBy: other }, hiding(mark, now), now));
      return {
        count: turned.reduce((sum, { count }) => sum + count, 0),
        threads: [...new Set(turned.flatMap(({ threads }) => threads))],
      };
    },
    setPlain: (actors, plain, now, site) =>
      turn(by(actors, site), { plain: plain ? { $ne: true } : true }, { plain }, now),
    hiddenUnder: (mark, limit, since) =>
      docs
        .find({ ...under(mark), ...(since === undefined ? {} : { hiddenSince: { $lte: since } }) })
        .limit(limit)
        .toArray(),
    async countUnder(mark) {
      const [first] = await docs
        .find({ ...under(mark), hiddenSince: { $ne: null } })
        .sort({ hiddenSince: 1 })
        .limit(1)
        .toArray();
      return { count: await docs.countDocuments(under(mark)), since: first?.hiddenSince ?? null };
    },
    marksSince: async (time) => [...(await docs.countBy("hiddenBy", { hiddenSince: { $lte: time } })).keys()],
    async countHidden(now) {
      const undated = { hiddenSince: null, state: { $ne: "removed" } } as const;
      const marks = await docs.countBy("hiddenBy", { hiddenBy: { $gt: "" }, ...undated });
      for (const mark of [...marks.keys()].filter(isRuleMark)) {
        const those = { hiddenBy: mark, ...undated };
        await changeInPages(docs, those, (page) =>
          docs.updateMany({ _id: { $in: page.map(({ _id }) => _id) }, ...those }, { $set: { hiddenSince: now } }),
        );
      }
    },
    actors: async (site) => [...(await docs.countBy("author.id", site === undefined ? {} : { site })).keys()],
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
