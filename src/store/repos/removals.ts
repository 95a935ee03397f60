import type { Comment } from "../../domain/comment.ts";
import type { Erasures } from "../../domain/repos.ts";
import type { Collections } from "../collections.ts";

/** What follows in the store once a comment was emptied, or came back. */
export interface Removals {
  removed(comment: Pick<Comment, "_id" | "number">): Promise<void>;
  returned(comment: Pick<Comment, "_id">): Promise<void>;
}

/** Remembers that a comment was erased, and takes its author's name out of what was written down of it. */
export function createRemovals({ audit, erasures }: Pick<Collections, "audit"> & { erasures: Erasures }): Removals {
  return {
    async removed({ _id, number }) {
      await erasures.note(_id);
      await audit.updateMany({ subject: _id }, { $set: { label: `#${number}` } });
    },
    returned: ({ _id }) => erasures.lift(_id),
  };
}
