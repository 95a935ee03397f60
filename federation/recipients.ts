import type { Comment } from "../src/domain/comment.ts";
import { isVisible } from "../src/domain/comment.ts";
import type { World } from "../src/domain/ports.ts";
import type { Thread } from "../src/domain/thread.ts";
import type { RecipientPage, Recipients } from "./engine/engine.ts";
import { ancestorsOf } from "./outgoing/answered.ts";

type Needs = Pick<World, "comments" | "followers" | "profiles">;

/** Who hears of what. */
export interface RecipientFinder {
  /** The inboxes of those whose comments a visitor's comment stands below: they see the whole branch. */
  above(comment: Comment): Promise<string[]>;
  /** The inboxes given, then an actor's followers, who are patient: they did not ask for this very thing. */
  followersAnd(actor: string, inboxes: readonly string[]): Recipients;
  /** All followers of the guests' actor, the inboxes given, and the servers whose people answered below a comment. */
  ofComment(comment: Comment, guests: string, inboxes: readonly string[]): Recipients;
  /** All followers of the blog, and the servers whose people took part in the thread. */
  ofThread(thread: Thread, blog: string): Recipients;
}

/** How many actors are looked up at a time. */
const atATime = 50;

export function createRecipientFinder(world: Needs): RecipientFinder {
  /** Distinct inboxes of the authors of comments, the shared ones where there are any. */
  async function inboxesOf(comments: readonly (Comment | null)[]): Promise<string[]> {
    const actors = [...new Set(comments.flatMap((comment) => (comment ? remoteAuthor(comment) : [])))];
    const inboxes = new Set<string>();
    for (let i = 0; i < actors.length; i += atATime) {
      const profiles = await Promise.all(actors.slice(i, i + atATime).map((id) => world.profiles.get(id)));
      for (const profile of profiles) if (profile) inboxes.add(profile.sharedInbox ?? profile.inbox);
    }
    return [...inboxes];
  }

  async function* followersAnd(actor: string, inboxes: readonly string[]): AsyncGenerator<RecipientPage> {
    if (inboxes.length > 0) yield { inboxes, patient: false };
    for await (const page of world.followers.inboxes(actor)) yield { inboxes: page, patient: true };
  }

  return {
    above: async (comment) => inboxesOf(await Promise.all(ancestorsOf(comment).map((id) => world.comments.get(id)))),
    followersAnd,
    async *ofComment(comment, guests, inboxes) {
      const others = await world.comments.onThread(comment.thread);
      const below = await inboxesOf(others.filter((other) => ancestorsOf(other).includes(comment._id)));
      yield* followersAnd(guests, [...new Set([...inboxes, ...below])]);
    },
    async *ofThread(thread, blog) {
      const took = await inboxesOf(await world.comments.onThread(thread._id));
      yield* followersAnd(blog, [...new Set([...thread.toldInboxes, ...took])]);
    },
  };
}

function remoteAuthor(comment: Comment): string[] {
  return isVisible(comment) && comment.author.kind === "remote" ? [comment.author.id] : [];
}
