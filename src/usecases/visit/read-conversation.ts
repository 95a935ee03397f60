import { type Comment, isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import { type Branch, growTree } from "../../domain/tree.ts";

/** A comment as it is told in a row: what it answers as far as that is to be seen, else the nearest above; null for the post. */
export interface Told {
  comment: Comment;
  parent: Comment | null;
  /** How many of those that are told answer it directly. */
  answers: number;
}

/** What stands above a comment, the topmost first, and what stands below: each comment in front of its answers. */
export interface Conversation {
  above: Told[];
  below: Told[];
}

/** So many comments are told at once: the oldest of a thread, or of those behind the comment that is asked about. */
export const mostTold = 4096;

/**
 * Reads what everybody sees of a conversation in a row: all of a thread, or what is above and below one of its comments.
 * What is not to be seen is left out, and its answers stand with what is next above it.
 */
export function createReadConversation(world: Pick<World, "comments">) {
  /** The visible ones among what a comment answers, itself last. */
  async function lineOf(comment: Comment): Promise<Comment[]> {
    const ids = new Set([...comment.path, ...(comment.parent === null ? [] : [comment.parent])]);
    const above = (await world.comments.among([...ids])).filter(isVisible);
    return [...above.filter(({ thread }) => thread === comment.thread), comment];
  }

  return {
    /** A comment alone, as it stands in its thread. */
    async one(comment: Comment): Promise<Told> {
      const line = chainTo(growTree(await lineOf(comment)), comment._id);
      const answers = await world.comments.countAnswers(comment.thread, [comment._id]);
      return { comment, parent: line.at(-2)?.comment ?? null, answers: answers.get(comment._id) ?? 0 };
    },
    /** All of a thread, or what is around a comment of it that readers see. */
    async around(thread: Pick<Thread, "_id" | "counts">, comment: Comment | null): Promise<Conversation> {
      const after = comment !== null && thread.counts.published > mostTold ? comment : null;
      const row = await world.comments.visible(thread._id, { after, limit: mostTold });
      if (comment === null) return { above: [], below: rowOf(growTree(row), null) };
      const all = new Map([...(await lineOf(comment)), ...row].map((one) => [one._id, one]));
      const line = chainTo(growTree([...all.values()]), comment._id);
      const above = line.slice(0, -1).map((branch, i) => toldOf(branch, line[i - 1] ?? null));
      return { above, below: rowOf(line.at(-1)?.replies ?? [], comment) };
    },
  };
}

function toldOf({ comment, replies }: Branch, above: Branch | null): Told {
  return { comment, parent: above?.comment ?? null, answers: replies.length };
}

/** All branches below, in a row; without recursion, as threads may be as deep as they are long. */
function rowOf(branches: readonly Branch[], parent: Comment | null): Told[] {
  const row: Told[] = [];
  const waiting = branches.map((branch) => ({ branch, parent })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { comment, replies } = next.branch;
    row.push({ comment, parent: next.parent, answers: replies.length });
    for (const branch of [...replies].reverse()) waiting.push({ branch, parent: comment });
  }
  return row;
}

/** The way from the top of a tree down to a comment, which is its last. */
function chainTo(tree: readonly Branch[], id: string): Branch[] {
  const waiting: Branch[][] = tree.map((branch) => [branch]);
  for (let line = waiting.pop(); line; line = waiting.pop()) {
    const last = line.at(-1);
    if (last?.comment._id === id) return line;
    for (const branch of last?.replies ?? []) waiting.push([...line, branch]);
  }
  return [];
}
