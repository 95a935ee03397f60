import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";

type Needs = Pick<World, "threads" | "comments">;

/** Counting one of so many comments takes a tenth of a millisecond, and so much longer as there are more. */
const longThread = 1_000;

/**
 * Raises the revision of a thread, so that pages follow at once. A short one is counted with that; of a long one the numbers
 * stay as they were until `countLong`.
 */
export async function raiseThread(world: Needs, id: string): Promise<void> {
  const thread = await world.threads.get(id);
  const later = thread !== null && isLong(thread);
  await world.threads.raise(id, later ? null : await world.comments.counts(id));
}

/** Counts a long thread, and raises it once more where its numbers changed; a short one was counted before. */
export async function countLong(world: Needs, id: string): Promise<void> {
  const thread = await world.threads.get(id);
  if (thread === null || !isLong(thread)) return;
  const counts = await world.comments.counts(id);
  const { published, held } = thread.counts;
  if (counts.published !== published || counts.held !== held) await world.threads.raise(id, counts);
}

function isLong({ counts }: Pick<Thread, "counts">): boolean {
  return counts.published + counts.held > longThread;
}
