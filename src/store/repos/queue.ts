import type { Comment, CommentState } from "../../domain/comment.ts";
import type { Comments } from "../../domain/repos.ts";
import type { Docs } from "../port.ts";
import { newestFirst } from "./paging.ts";
import { authoredBy, soughtFilter } from "./sought.ts";

const everyState: readonly CommentState[] = ["held", "published", "spam", "removed"];

/** The questions that the owner's lists ask. */
export function createQueue(docs: Docs<Comment>): Pick<Comments, "listed" | "recordOf"> {
  return {
    listed: (sought, page) => newestFirst(docs, soughtFilter(sought), page),
    async recordOf(whose, sites) {
      const who = { ...authoredBy(whose), ...(sites === undefined ? {} : { site: { $in: sites } }) };
      // Each question is answered by one stretch of an index, however much somebody wrote.
      const found = await Promise.all(
        everyState.map(async (state) => ({
          count: await docs.countDocuments({ ...who, state }),
          oldest: (
            await docs
              .find({ ...who, state })
              .sort({ createdAt: 1 })
              .limit(1)
              .toArray()
          )[0]?.createdAt,
        })),
      );
      const [held = 0, published = 0, spam = 0, removed = 0] = found.map(({ count }) => count);
      const times = found.flatMap(({ oldest }) => oldest?.getTime() ?? []);
      return times.length === 0 ? null : { published, held, spam, removed, since: new Date(Math.min(...times)) };
    },
  };
}
