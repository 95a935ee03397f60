import type { Request, Response } from "express";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { createKeptPages } from "../kept-pages.ts";
import { createPaceKeeper, longThread, readingLong } from "../limits.ts";
import { readyPage } from "../ready-page.ts";
import type { Web } from "../web.ts";
import type { FlatTop } from "./flat-thread.ts";
import { createReadTops } from "./read-tops.ts";

const maxBytes = 16 * 1024 * 1024;

/** A form that lists come in. */
interface Form {
  /** Changes whenever a list could look different for the same thread. */
  build: string;
  type: string;
}

/** Sends a list of a thread; what is wished for is told apart by its JSON. Throws `rate-limited` for long threads. */
export type SendList = (
  req: Request,
  res: Response,
  place: { thread: Thread; site: Site },
  wish: object,
  draw: (tops: readonly FlatTop[]) => string,
) => Promise<void>;

/** Lists of comments for Isso's clients, each drawn once and kept ready until its thread, blog or build moves on. */
export function createKeptLists(web: Pick<Web, "world">): (form: Form) => SendList {
  const readTops = createReadTops(web.world);
  const keepPace = createPaceKeeper(web.world);
  const pages = createKeptPages(maxBytes);

  return ({ build, type }) =>
    async (req, res, { thread, site }, wish, draw) => {
      const etag = `W/"i${thread.revision.toString(36)}-${site.epoch.toString(36)}-${build}"`;
      const headers = { "Cache-Control": "no-cache", Vary: "Origin, Accept-Encoding" };
      await pages.send(req, res, {
        key: JSON.stringify([type, thread._id, wish]),
        etag,
        headers,
        async make() {
          if (thread.counts.published > longThread) await keepPace(req, readingLong);
          return readyPage(draw(await readTops(thread)), etag, { "Content-Type": type, ...headers });
        },
      });
    };
}
