import { pathBelow } from "../../domain/comment.ts";
import type { Counterpart } from "./import-counterparts.ts";
import type { Entry, Survey } from "./import-survey.ts";

/** The path of all that stand at the top. */
const top: readonly string[] = [];

/**
 * Links comments to those that they answer, in whatever order they came: fills in the paths, and marks what is needed as a
 * stub. What answers one that another import brought stands below that. One whose parent is missing, on another page, or its own descendant goes to the top; returns the ids of these.
 */
export function linkComments(
  { comments }: Survey,
  counterparts: ReadonlyMap<string, Counterpart>,
): { orphans: Set<string>; circles: Set<string> } {
  const orphans = new Set<string>();
  const circles = new Set<string>();
  const linked = new Set<Entry>();
  /** Answers to one comment share their path, as there may be hundreds of thousands. */
  const below = new Map<string, readonly string[]>();
  for (const [id, entry] of comments) if (entry.place) link(id, entry);
  for (const [id, entry] of comments) {
    if (entry.place && !entry.removed && !counterparts.has(id)) markAncestors(entry);
  }
  return { orphans, circles };

  /** Climbs to the first ancestor whose path is known, and comes down again, as deep threads must not fill the stack. */
  function link(id: string, entry: Entry): void {
    const trail: [string, Entry][] = [];
    const climbing = new Set<Entry>();
    for (let [at, one] = [id, entry]; !linked.has(one); ) {
      trail.push([at, one]);
      climbing.add(one);
      const parent = one.parent === null ? undefined : comments.get(one.parent);
      if (one.parent === null) break;
      if (!parent || parent.place !== one.place) {
        orphans.add(at);
        one.parent = null;
        break;
      }
      if (climbing.has(parent)) {
        circles.add(at);
        one.parent = null;
        break;
      }
      [at, one] = [one.parent, parent];
    }
    for (const [, one] of trail.reverse()) {
      one.path = one.parent === null ? top : pathOfAnswersTo(one.parent);
      linked.add(one);
    }
  }

  function pathOfAnswersTo(id: string): readonly string[] {
    const known = below.get(id);
    if (known) return known;
    const path = pathBelow(counterparts.get(id) ?? { _id: id, path: comments.get(id)?.path ?? top });
    below.set(id, path);
    return path;
  }

  function markAncestors({ parent }: Entry): void {
    for (let id = parent; id !== null; ) {
      const ancestor = comments.get(id);
      if (!ancestor || ancestor.needed) return;
      ancestor.needed = true;
      id = ancestor.parent;
    }
  }
}
