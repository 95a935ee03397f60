import { maxDepth, pathBelow } from "../../domain/comment.ts";
import type { Counterpart } from "./import-counterparts.ts";
import type { Survey } from "./import-survey.ts";

/** The path of each comment, once all are linked; see `Comment.path`. */
export type PathOf = (number: number) => string[];

/**
 * Links comments to those that they answer, in whatever order they came, and marks what is needed as a stub. What answers
 * one that is in the store already stands below that. One whose parent is missing, on another page, or its own descendant
 * is marked, and goes to the top.
 */
export function linkComments({ comments, threads }: Survey, counterparts: ReadonlyMap<number, Counterpart>): PathOf {
  /** What is deeper than paths go has the path of the ancestor where they end. */
  const anchors = new Map<number, number>();
  const placeOf = (number: number) => threads[comments.threadOf(number)]?.place ?? null;

  for (const number of comments.seen()) if (placeOf(number)) link(number);
  for (const number of comments.seen()) {
    if (placeOf(number) && !comments.is(number, "removed") && !counterparts.has(number)) markAncestors(number);
  }
  return pathOf;

  /** Climbs to the first ancestor whose depth is known, and comes down again, as deep threads must not fill the stack. */
  function link(number: number): void {
    const trail: number[] = [];
    const climbing = new Set<number>();
    for (let at = number; !comments.is(at, "linked"); ) {
      trail.push(at);
      climbing.add(at);
      const parent = comments.parentOf(at);
      if (parent === null) break;
      if (!comments.is(parent, "seen")) {
        if (!counterparts.has(parent)) detach(at, "orphan");
        break;
      }
      if (placeOf(parent) !== placeOf(at)) detach(at, "orphan");
      else if (climbing.has(parent)) detach(at, "circling");
      else {
        at = parent;
        continue;
      }
      break;
    }
    for (const one of trail.reverse()) setDepth(one);
  }

  function detach(number: number, why: "orphan" | "circling"): void {
    comments.detach(number);
    comments.mark(number, why);
  }

  function setDepth(number: number): void {
    const parent = comments.parentOf(number);
    comments.mark(number, "linked");
    if (parent === null) return;
    const known = counterparts.get(parent);
    const depth = known ? pathBelow(known).length : comments.depthOf(parent) + 1;
    comments.setDepth(number, Math.min(depth, maxDepth));
    if (depth > maxDepth) anchors.set(number, anchors.get(parent) ?? parent);
  }

  function pathOf(number: number): string[] {
    const below: string[] = [];
    for (let at = anchors.get(number) ?? number; ; ) {
      const parent = comments.parentOf(at);
      if (parent === null) return below.reverse();
      const known = counterparts.get(parent);
      if (known) return [...pathBelow(known), ...below.reverse()].slice(0, maxDepth);
      below.push(comments.idOf(parent));
      at = parent;
    }
  }

  function markAncestors(number: number): void {
    for (let at = comments.parentOf(number); at !== null; at = comments.parentOf(at)) {
      if (!comments.is(at, "seen") || comments.is(at, "needed")) return;
      comments.mark(at, "needed");
    }
  }
}
