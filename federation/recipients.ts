import type { Comment } from "../src/domain/comment.ts";
import { isVisible } from "../src/domain/comment.ts";
import type { World } from "../src/domain/ports.ts";
import type { Thread } from "../src/domain/thread.ts";
import type { RecipientPage, Recipients } from "./engine/engine.ts";
import { ancestorsOf } from "./outgoing/answered.ts";

type Needs = Pick<World, "comments" | "followers" | "profiles" | "reactions">;

/** Who hears of what. */
export interface RecipientFinder {
  /** The inboxes of those whose comments a visitor's comment stands below: they see the whole branch. */
  above(comment: Comment): Promise<string[]>;
  /** All followers of the guests' actor, the inboxes given, and the servers whose people answered below or reacted. */
  ofComment(comment: Comment, guests: string, inboxes: readonly string[]): Recipients;
  /** All followers of the blog if it was announced, and the servers whose people took part in the thread or reacted. */
  ofThread(thread: Thread, blog: string): Recipients;
}

/** How many actors are looked up at a time. */
const atATime = 50;

export function createRecipientFinder(world: Needs): RecipientFinder {
  /** Distinct inboxes of the authors of comments, the shared ones where there are any. */
  function inboxesOf(comments: readonly (Comment | null)[]): Promise<string[]> {
    return inboxesOfActors(comments.flatMap((comment) => (comment ? remoteAuthor(comment) : [])));
  }

  async function inboxesOfActors(given: readonly string[]): Promise<string[]> {
    const actors = [...new Set(given)];
    const inboxes = new Set<string>();
    for (let i = 0; i < actors.length; i += atATime) {
      const profiles = await Promise.all(actors.slice(i, i + atATime).map((id) => world.profiles.get(id)));
      for (const profile of profiles) if (profile) inboxes.add(profile.sharedInbox ?? profile.inbox);
    }
    return [...inboxes];
  }

  /** Whoever liked or boosted something has a copy of it. They are patient: there may be many. */
  async function* reactors(target: string): AsyncGenerator<RecipientPage> {
    for await (const actors of world.reactions.actorsOn(target)) {
      yield { inboxes: await inboxesOfActors(actors), patient: true };
    }
  }

  return {
    above: async (comment) => inboxesOf(await Promise.all(ancestorsOf(comment).map((id) => world.comments.get(id)))),
    async *ofComment(comment, guests, inboxes) {
      const others = await world.comments.onThread(comment.thread);
      const below = await inboxesOf(others.filter((other) => ancestorsOf(other).includes(comment._id)));
      yield { inboxes: [...new Set([...inboxes, ...below])], patient: false };
      yield* followersOf(world, guests);
      yield* reactors(comment._id);
    },
    async *ofThread(thread, blog) {
      const took = await inboxesOf(await world.comments.onThread(thread._id));
      yield { inboxes: [...new Set([...thread.toldInboxes, ...took])], patient: false };
      if (thread.told !== null) yield* followersOf(world, blog);
      yield* reactors(thread._id);
    },
  };
}

/** An actor's followers. They are patient: they did not ask for this very thing. */
export async function* followersOf(world: Pick<World, "followers">, actor: string): AsyncGenerator<RecipientPage> {
  for await (const inboxes of world.followers.inboxes(actor)) yield { inboxes, patient: true };
}

function remoteAuthor(comment: Comment): string[] {
  return isVisible(comment) && comment.author.kind === "remote" ? [comment.author.id] : [];
}
