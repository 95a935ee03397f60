import { serverOf } from "../../domain/author.ts";
import type { Comment, CommentState } from "../../domain/comment.ts";
import type { Comments } from "../../domain/repos.ts";
import type { Docs, Filter } from "../port.ts";
import { newestFirst, placeOf } from "./paging.ts";
import { authoredBy } from "./sought.ts";

type ByWhom = Pick<Comments, "newestOf" | "serversLike" | "nameHosts">;

/** Every state but that of what was removed. */
const states: readonly CommentState[] = ["held", "published", "spam"];

/** The questions that pages about somebody, or about a server, ask. */
export function createByWhom(docs: Docs<Comment>): ByWhom {
  return {
    async newestOf(whose, { site, after = null, limit }) {
      const who: Filter<Comment> = {
        ...(whose ? authoredBy(whose) : {}),
        ...(site === undefined ? {} : { site: typeof site === "string" ? site : { $in: site } }),
      };
      // Each state has its stretch of an index in the order of time; all of them together have none.
      const found = await Promise.all(states.map((state) => newestFirst(docs, { ...who, state }, { after, limit })));
      const merged = found.flatMap(({ items }) => items).sort(newerFirst);
      const items = merged.slice(0, limit);
      const last = items.at(-1);
      const isMore = merged.length > limit || found.some(({ next }) => next !== null);
      return { items, next: last && isMore ? placeOf(last) : null };
    },
    serversLike: (start) => docs.countBy("host", { host: { $gte: start || "!", $lt: `${start}\uffff` } }),
    async nameHosts(limit) {
      const found = await docs.find({ host: null }).limit(limit).toArray();
      const hosts = new Map<string, string[]>();
      for (const { _id, author } of found) {
        const host = serverOf(author);
        hosts.set(host, [...(hosts.get(host) ?? []), _id]);
      }
      for (const [host, ids] of hosts)
        await docs.relaxed.updateMany({ _id: { $in: ids }, host: null }, { $set: { host } });
      return found.length;
    },
  };
}

function newerFirst(a: Comment, b: Comment): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a._id < b._id ? 1 : -1);
}
