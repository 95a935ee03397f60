import { type Comment, isVisible } from "./comment.ts";

/** A comment with its answers, oldest first. `stub` marks a place kept for the answers below a comment that is gone. */
export interface Branch {
  comment: Comment;
  stub: boolean;
  replies: Branch[];
  /** Answers that there are, but not in this tree; null where nothing is left out. */
  rest: Rest | null;
}

/** Answers to a comment that were left out. */
export interface Rest {
  count: number;
  /** The number of the last answer before them; null when they are from the first on. */
  after: number | null;
}

/**
 * Builds the tree that readers see from a thread's comments in any order. What is not visible stays as a stub while
 * something visible lies below it, also among what was left out, and is left out otherwise. A parent that is missing makes
 * a comment top-level.
 */
export function growTree(comments: readonly Comment[], rests: ReadonlyMap<string, Rest> = new Map()): Branch[] {
  const branches = new Map<string, Branch>();
  for (const comment of [...comments].sort(byAge)) {
    const rest = rests.get(comment._id) ?? null;
    branches.set(comment._id, { comment, stub: !isVisible(comment), replies: [], rest });
  }
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = nearestKnown(branch.comment, branches);
    (parent ? parent.replies : top).push(branch);
  }
  return prune(top);
}

/** The order of comments in time, and of those of one moment by their numbers. */
export function byAge(a: Pick<Comment, "createdAt" | "number">, b: Pick<Comment, "createdAt" | "number">): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || a.number - b.number;
}

/** The parent, or where the path was cut short the deepest ancestor that is there. */
function nearestKnown(comment: Comment, branches: Map<string, Branch>): Branch | undefined {
  const candidates = [comment.parent, ...[...comment.path].reverse()];
  for (const id of candidates) {
    const branch = id === null || id === comment._id ? undefined : branches.get(id);
    if (branch) return branch;
  }
  return undefined;
}

function prune(branches: Branch[]): Branch[] {
  const kept: Branch[] = [];
  for (const branch of branches) {
    branch.replies = prune(branch.replies);
    if (!branch.stub || branch.replies.length > 0 || branch.rest !== null) kept.push(branch);
  }
  return kept;
}
