import type { ServerResponse } from "node:http";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import { createThreadWatch, type News } from "../../usecases/visit/watch-threads.ts";

/** The open streams of a node: what readers' pages listen to. */
export interface LiveStreams {
  /** What is told of a thread right now. */
  newsOf(thread: Thread): Promise<News>;
  /**
   * Makes a response a stream of a thread's news, which ends with its reader; false, and untouched, when there are too many,
   * altogether or of this network.
   */
  open(res: ServerResponse, thread: Thread, network: string, headers: Record<string, string>): Promise<boolean>;
  /** To be called once a second: tells what changed, and keeps proxies from taking quiet streams for dead ones. */
  tick(): Promise<void>;
  /** Ends all streams. */
  close(): void;
}

interface Stream {
  res: ServerResponse;
  /** When something was written last. */
  at: number;
}

/** More than the readers of a busy blog; whoever comes later asks now and then instead. */
const maxStreams = 5_000;
/** What one network may hold of them: a university more than anybody, and nobody so many that others find no place. */
const maxOfNetwork = 1_000;
/** Under the shortest patience of common proxies, 30 s. */
const quietMs = 25_000;
/** A reader who takes nothing in is let go, and may come back. */
const maxWaitingBytes = 64 * 1024;

/** Streams over the threads of a node. */
export function createLiveStreams(
  world: Pick<World, "threads" | "comments" | "clock">,
  { max = maxStreams, maxEach = maxOfNetwork } = {},
): LiveStreams {
  const watch = createThreadWatch(world);
  const streams = new Set<Stream>();
  const held = new Map<string, number>();

  function write(stream: Stream, text: string): void {
    stream.at = world.clock.now().getTime();
    stream.res.write(text);
    if (stream.res.writableLength > maxWaitingBytes) stream.res.destroy();
  }

  function count(network: string, by: 1 | -1): void {
    const now = (held.get(network) ?? 0) + by;
    if (now > 0) held.set(network, now);
    else held.delete(network);
  }

  async function newsOf(thread: Thread): Promise<News> {
    return (await watch.newsOf([thread])).get(thread._id) as News;
  }

  return {
    newsOf,
    async open(res, thread, network, headers) {
      // Whoever left already will not say so again.
      if (res.destroyed) return true;
      if (streams.size >= max || (held.get(network) ?? 0) >= maxEach) return false;
      const stream: Stream = { res, at: 0 };
      streams.add(stream);
      count(network, 1);
      const unfollow = watch.follow(thread, (news) => write(stream, event(news)));
      res.once("close", () => {
        streams.delete(stream);
        count(network, -1);
        unfollow();
      });
      res.writeHead(200, headers);
      write(stream, `retry: 5000\n${event(await newsOf(thread))}`);
      return true;
    },
    async tick() {
      await watch.look();
      const quietSince = world.clock.now().getTime() - quietMs;
      for (const stream of streams) if (stream.at <= quietSince) write(stream, ":\n\n");
    },
    close() {
      for (const { res } of streams) res.end();
    },
  };
}

function event(news: News): string {
  return `data: ${JSON.stringify(news)}\n\n`;
}
