import type { Comment, CommentState } from "../../domain/comment.ts";
import type { Comments } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";
import { newestFirst } from "./paging.ts";
import { authoredBy, soughtFilter } from "./sought.ts";

const everyState: readonly CommentState[] = ["held", "published", "removed", "spam"];

/** The questions that the owner's lists ask. */
export function createQueue(docs: Docs<Comment>): Pick<Comments, "listed" | "recordOf"> {
  return {
    listed: (sought, page) => newestFirst(docs, soughtFilter(sought), page),
    async recordOf(author) {
      const who = authoredBy(author);
      const states = await docs.countBy("state", { ...who, state: { $in: everyState } });
      const [oldest] = await docs.find(who).sort({ createdAt: 1 }).limit(1).toArray();
      if (!oldest) return null;
      const count = (state: CommentState) => states.get(state) ?? 0;
      return { published: count("published"), held: count("held"), spam: count("spam"), since: oldest.createdAt };
    },
  };
}
