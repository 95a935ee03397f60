import { type Comment, isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Rest } from "../../domain/tree.ts";

/** So many answers at most stand on one page of a long thread, and so deep. */
const mostAnswers = 200;
const mostLevels = 16;

/** Of what readers do not see, so much is looked at for answers that they do, at a time. */
const mostUnseen = 500;

/** What was found below some comments, themselves included, and what was left out. */
export interface Grown {
  comments: Comment[];
  rests: Map<string, Rest>;
}

/**
 * Reads what is below some comments, level by level, so that each gets its share of the room on a page: one that was
 * answered ten thousand times leaves most of that to a page of its own, and the others theirs.
 */
export async function growAnswers(
  comments: Pick<World["comments"], "answers" | "answersToAny" | "countAnswers" | "unseen">,
  thread: string,
  roots: readonly Comment[],
): Promise<Grown> {
  const found = new Map(roots.map((root) => [root._id, root]));
  const rests = new Map<string, Rest>();
  let room = mostAnswers;
  let level = [...found.keys()];
  for (let depth = 0; level.length > 0; depth++) {
    const counts = await comments.countAnswers(thread, level);
    const share = depth === mostLevels ? 0 : shareOf([...counts.values()], room);
    const next: Comment[] = [];
    const whole = [...counts].filter(([, count]) => count <= share).map(([id]) => id);
    if (whole.length > 0) next.push(...(await comments.answersToAny(thread, whole)));
    for (const [id, count] of counts) {
      if (count <= share) continue;
      const some = share > 0 ? await comments.answers(thread, id, { limit: share }) : [];
      // What somebody looks for is there without having been read with the others.
      const besides = roots.filter((root) => root.parent === id && isVisible(root) && !holds(some, root)).length;
      const left = count - some.length - besides;
      if (left > 0) rests.set(id, { count: left, after: some.at(-1)?.number ?? null });
      next.push(...some);
    }
    room -= next.length;
    if (depth < mostLevels) next.push(...(await comments.unseen(thread, level, { from: null, to: null }, mostUnseen)));
    const fresh = next.filter(({ _id }) => !found.has(_id));
    for (const one of fresh) found.set(one._id, one);
    level = fresh.map(({ _id }) => _id);
  }
  return { comments: [...found.values()], rests };
}

/** What is answered by very many leaves half of the room to what is further below. */
function shareOf(wanted: readonly number[], room: number): number {
  const all = wanted.reduce((sum, want) => sum + want, 0);
  return fairShare(wanted, all <= room ? room : Math.floor(room / 2));
}

/** The largest share that everybody who wants so many can have, within the room. */
export function fairShare(wanted: readonly number[], room: number): number {
  let [least, most] = [0, room];
  while (least < most) {
    const share = Math.ceil((least + most) / 2);
    const taken = wanted.reduce((sum, want) => sum + Math.min(want, share), 0);
    if (taken <= room) least = share;
    else most = share - 1;
  }
  return least;
}

function holds(comments: readonly Comment[], wanted: Comment): boolean {
  return comments.some(({ _id }) => _id === wanted._id);
}
