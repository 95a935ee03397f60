import { type Comment, isVisible } from "./comment.ts";

/** A comment with its answers, oldest first. `stub` marks a place kept for the answers below a comment that is gone. */
export interface Branch {
  comment: Comment;
  stub: boolean;
  replies: Branch[];
}

/**
 * Builds the tree that readers see from a thread's comments in any order. What is not visible stays as a stub while
 * something visible lies below it, and is left out otherwise. A parent that is missing makes a comment top-level.
 */
export function growTree(comments: readonly Comment[]): Branch[] {
  const branches = new Map<string, Branch>();
  for (const comment of [...comments].sort(byAge)) {
    branches.set(comment._id, { comment, stub: !isVisible(comment), replies: [] });
  }
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = nearestKnown(branch.comment, branches);
    (parent ? parent.replies : top).push(branch);
  }
  return prune(top);
}

function byAge(a: Comment, b: Comment): number {
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
    if (!branch.stub || branch.replies.length > 0) kept.push(branch);
  }
  return kept;
}
