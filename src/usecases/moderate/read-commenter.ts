import type { RemoteActor } from "../../domain/author.ts";
import type { Block } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import type { Follower } from "../../domain/follower.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { AuthorRecord, Known, Whose } from "../../domain/queue.ts";
import type { Reaction } from "../../domain/reaction.ts";
import type { RemoteProfile, Slice } from "../../domain/repos.ts";
import { type CommentTargets, targetsOf } from "./comment-targets.ts";
import { createFindRules } from "./find-rules.ts";
import { isHash } from "./make-rule.ts";
import { createSurround, type QueueItem } from "./read-queue.ts";
import { createReadReported, type Reported } from "./read-reported.ts";
import type { Target } from "./read-target.ts";

/** So many of somebody's reactions are looked at. */
export const mostReactions = 500;
const mostFollows = 100;

/** Which comments are meant: a page of them, on some blogs alone where those are named. */
export interface CommentsAsked {
  sites: readonly string[] | null;
  after: string | null;
  limit: number;
}

/** Somebody who commented, or follows, with all that an owner may want to know of them. */
export interface Commenter {
  author: Comment["author"];
  /** Null for who wrote nothing that is there. */
  record: AuthorRecord | null;
  /** How many of theirs are hidden, up to a hundred. */
  hidden: number;
  comments: Slice<QueueItem>;
  reported: Reported;
  /** What a rule about them can be about. */
  targets: CommentTargets;
  /** Those that hold for them, or for all on their server. */
  rules: Block[];
  follows: Follower[];
  /** Those that stand, some at most. */
  reactions: Reaction[];
}

type Needs = Pick<
  World,
  "comments" | "threads" | "cases" | "profiles" | "followers" | "reactions" | "blocks" | "sites" | "networks"
>;

/**
 * Reads the page of one person. Where blogs are named it tells what they wrote there and no more, neither whom they follow nor
 * how they react. Throws `not-found` for who neither wrote anything nor is known otherwise.
 */
export function createReadCommenter(world: Needs) {
  const findRules = createFindRules(world);
  const readComments = createReadComments(world);
  const readReported = createReadReported(world);

  return async function readCommenter(known: Known, asked: CommentsAsked): Promise<Commenter> {
    const { sites } = asked;
    const [newest] = (await world.comments.newestOf(known, { ...onSites(asked), limit: 1 })).items;
    const isActor = "actor" in known && sites === null;
    const profile = newest || !isActor ? null : await world.profiles.get(known.actor);
    const author = newest?.author ?? (profile && authorFrom(profile));
    if (!author)
      throw new Problem("not-found", "Nobody like that is known here; what they wrote may have been deleted.");
    const targets = targetsOf({ author, number: newest?.number ?? 0, origin: newest?.origin ?? "fediverse" });
    const rules = (
      await Promise.all(
        Object.values(targets)
          .filter(isFindable)
          .map((target) => findRules(target)),
      )
    ).flat();
    return {
      author,
      record: await world.comments.recordOf(known, sites ?? undefined),
      hidden: (await world.comments.listed({ list: "hidden", author: known, ...onSites(asked) }, { limit: 100 })).items
        .length,
      comments: await readComments(known, asked),
      reported: await readReported(known, sites),
      targets,
      rules: [...new Map(rules.map((rule) => [rule._id, rule])).values()],
      follows: isActor ? await world.followers.by([known.actor], mostFollows) : [],
      reactions: isActor ? (await world.reactions.by(known.actor, mostReactions)).filter(({ undone }) => !undone) : [],
    };
  };
}

/** Reads a page of what somebody wrote, or people on a server, the newest first, each as the queue has it. */
export function createReadComments(world: Pick<World, "comments" | "threads" | "cases">) {
  const surround = createSurround(world);
  return async function readComments(whose: Whose, asked: CommentsAsked): Promise<Slice<QueueItem>> {
    const { after, limit } = asked;
    const { items, next } = await world.comments.newestOf(whose, { ...onSites(asked), after, limit });
    return { items: await surround(items, asked.sites), next };
  };
}

/** What a rule can be found by: a network of somebody is known by its hash alone. */
function isFindable({ kind, value }: Target): boolean {
  return kind !== "network" || isHash(value);
}

function onSites({ sites }: CommentsAsked): { site?: readonly string[] } {
  return sites === null ? {} : { site: sites };
}

function authorFrom({ _id, handle, name, url, avatar }: RemoteProfile): RemoteActor {
  return { kind: "remote", id: _id, handle, name, url, avatar };
}
