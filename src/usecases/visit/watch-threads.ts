import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";

/** What somebody with an open page is told of a thread. */
export interface News {
  revision: number;
  /** How many comments are shown. */
  shown: number;
  /** What was written within the last minutes: the number of each comment, and of the one that it answers. */
  lately: readonly (readonly [number: number, answered: number | null])[];
}

/** Looks after the threads that somebody has open. */
export interface ThreadWatch {
  /** What can be told of threads as they were read, by their ids. */
  newsOf(threads: readonly Thread[]): Promise<Map<string, News>>;
  /** Tells of each change of a thread since it was read, until the returned function is called. */
  follow(thread: Pick<Thread, "_id" | "revision">, tell: (news: News) => void): () => void;
  /** Looks once for what changed, and tells of it. */
  look(): Promise<void>;
}

interface Follower {
  /** The revision that was told last. */
  revision: number;
  tell(news: News): void;
}

/** Long enough for a delivery that was tried again, or an owner who approves while they read along. */
const latelyMs = 5 * 60_000;
const maxLately = 200;
const maxThreads = 500;

/** Watches threads by their revisions, so that it sees what other nodes on the same store changed as well as its own. */
export function createThreadWatch(world: Pick<World, "threads" | "comments" | "clock">): ThreadWatch {
  const followers = new Map<string, Set<Follower>>();

  async function newsOf(threads: readonly Thread[]): Promise<Map<string, News>> {
    const news = new Map<string, News>();
    if (threads.length === 0) return news;
    const lately = new Map<string, (readonly [number, number | null])[]>();
    for (const thread of threads) {
      const list: (readonly [number, number | null])[] = [];
      lately.set(thread._id, list);
      news.set(thread._id, { revision: thread.revision, shown: thread.counts.published, lately: list });
    }
    const newest = await world.comments.inState("published", { hidden: false, limit: maxLately });
    const since = world.clock.now().getTime() - latelyMs;
    const young = newest.items.filter(({ createdAt, thread }) => createdAt.getTime() >= since && lately.has(thread));
    const answered = await world.comments.among([...new Set(young.flatMap(({ parent }) => parent ?? []))]);
    const numbers = new Map(answered.map(({ _id, number }) => [_id, number]));
    for (const { thread, number, parent } of young)
      lately.get(thread)?.push([number, numbers.get(parent ?? "") ?? null]);
    return news;
  }

  return {
    newsOf,
    follow({ _id, revision }, tell) {
      const follower = { revision, tell };
      const others = followers.get(_id) ?? new Set();
      followers.set(_id, others.add(follower));
      return () => {
        others.delete(follower);
        if (others.size === 0 && followers.get(_id) === others) followers.delete(_id);
      };
    },
    async look() {
      const ids = [...followers.keys()];
      for (let from = 0; from < ids.length; from += maxThreads) {
        const threads = await world.threads.among(ids.slice(from, from + maxThreads));
        const waiting = (thread: Thread) =>
          [...(followers.get(thread._id) ?? [])].filter(({ revision }) => revision !== thread.revision);
        const changed = threads.filter((thread) => waiting(thread).length > 0);
        const news = await newsOf(changed);
        for (const thread of changed) {
          for (const follower of waiting(thread)) {
            follower.revision = thread.revision;
            follower.tell(news.get(thread._id) as News);
          }
        }
      }
    },
  };
}
