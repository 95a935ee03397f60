import { type Comment, isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { byAge } from "../../domain/tree.ts";

/** A comment that readers see, with the thread that it stands in and what it answers, where that is to be seen too. */
export interface Latest {
  comment: Comment;
  thread: Thread;
  answered: Comment | null;
}

/** Finds the comments that were written last, the newest first. */
export interface LatestComments {
  onThread(thread: Thread, limit: number): Promise<Latest[]>;
  /** Of a whole blog. What its authors do not want to be listed is left out: it is shown where it was said. */
  onSite(site: Pick<Site, "_id">, limit: number): Promise<Latest[]>;
  /** What was said directly to some comments, by their ids. */
  answering(ids: readonly string[], limit: number): Promise<Latest[]>;
}

/** On a blog, so many more are looked at than are wanted, for those that are left out. */
const spare = 50;

/** Builds it on the store; what is hidden, held, removed or spam never comes out. */
export function createLatestComments(world: Pick<World, "comments" | "threads">): LatestComments {
  async function withPlaces(comments: readonly Comment[]): Promise<Latest[]> {
    const threadIds = [...new Set(comments.map(({ thread }) => thread))];
    const found = await Promise.all(threadIds.map((id) => world.threads.get(id)));
    const threads = new Map(found.flatMap((thread) => (thread ? [[thread._id, thread]] : [])));
    const parentIds = [...new Set(comments.flatMap(({ parent }) => parent ?? []))];
    const parents = new Map((await world.comments.among(parentIds)).map((parent) => [parent._id, parent]));
    return comments.flatMap((comment) => {
      const thread = threads.get(comment.thread);
      const parent = parents.get(comment.parent ?? "");
      return thread ? [{ comment, thread, answered: parent && isVisible(parent) ? parent : null }] : [];
    });
  }

  return {
    onThread: async (thread, limit) => withPlaces(await world.comments.visible(thread._id, { back: true, limit })),
    async onSite({ _id: site }, limit) {
      const { items } = await world.comments.inState("published", { site, hidden: false, limit: limit + spare });
      return withPlaces(items.filter(({ unlisted }) => unlisted !== true).slice(0, limit));
    },
    async answering(ids, limit) {
      const asked = await world.comments.among(ids);
      const answers = await Promise.all(
        asked.map(({ _id, thread }) => world.comments.answers(thread, _id, { back: true, limit })),
      );
      const newest = answers.flat().sort((a, b) => byAge(b, a));
      return withPlaces(newest.slice(0, limit));
    },
  };
}
