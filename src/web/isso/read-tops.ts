import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import { createReadWholeThread } from "../../usecases/visit/read-whole-thread.ts";
import { createByteCache } from "../byte-cache.ts";
import { type FlatTop, flatten } from "./flat-thread.ts";

/** Reads a thread as Isso knows it. */
export type ReadTops = (thread: Pick<Thread, "_id" | "revision">) => Promise<readonly FlatTop[]>;

interface Kept {
  revision: number;
  tops: readonly FlatTop[];
}

const maxBytes = 16 * 1024 * 1024;
/** What a comment takes besides its text, roughly. */
const frameBytes = 1_000;

/**
 * Isso's clients ask for one part of a thread after the other, and each needs all of it: those of usual size are kept until
 * they change, and read once for all who ask meanwhile.
 */
export function createReadTops(world: Pick<World, "comments">): ReadTops {
  const readThread = createReadWholeThread(world);
  const kept = createByteCache<Kept>(maxBytes);
  const reading = new Map<string, Promise<readonly FlatTop[]>>();

  async function read({ _id, revision }: Pick<Thread, "_id" | "revision">): Promise<readonly FlatTop[]> {
    const tops = flatten(await readThread(_id));
    kept.set(_id, { revision, tops }, sizeOf(tops));
    return tops;
  }

  return async (thread) => {
    const before = kept.get(thread._id);
    if (before?.revision === thread.revision) return before.tops;
    const name = `${thread._id} ${thread.revision}`;
    const running = reading.get(name) ?? read(thread).finally(() => reading.delete(name));
    reading.set(name, running);
    return running;
  };
}

function sizeOf(tops: readonly FlatTop[]): number {
  const one = ({ html, source }: Comment) => frameBytes + 2 * (html.length + source.text.length);
  return tops.reduce((sum, { comment, replies }) => sum + [comment, ...replies].reduce((all, c) => all + one(c), 0), 0);
}
