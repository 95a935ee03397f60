import { createHash } from "node:crypto";
import { type Request, Router } from "express";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { createPaceKeeper, type Pace } from "../limits.ts";
import { query } from "../middleware/form-body.ts";
import { readyPage } from "../ready-page.ts";
import { telling, viewIsso } from "./comment-object.ts";
import { configOf } from "./config-routes.ts";
import { sendJson } from "./json.ts";
import { createKeptPages } from "./kept-pages.ts";
import { decimal, integer, isPlain } from "./query.ts";
import { createReadTops } from "./read-tops.ts";
import type { IssoRoom } from "./room.ts";
import { demandAddress, siteOfCall } from "./site-of-call.ts";
import { viewList, type Wishes } from "./thread-object.ts";

const maxBytes = 16 * 1024 * 1024;
/** Threads with more comments are hardly kept in memory, so that each part of one costs the whole. */
const longThread = 2_000;
const readingLong: Pace = { name: "long thread", burst: 30, perMinute: 10 };
const headers = { "Cache-Control": "no-cache", Vary: "Origin, Accept-Encoding" };

/** `GET /?uri=`: the comments of a page, kept ready until the thread moves on. A page that is not known has none. */
export function createThreadRoute(room: IssoRoom): Router {
  const { web } = room;
  const readTops = createReadTops(web.world);
  const keepPace = createPaceKeeper(web.world);
  const config = configOf(room);
  const settled = createHash("sha256").update(JSON.stringify(config)).digest("base64url").slice(0, 6);
  const pages = createKeptPages(maxBytes);
  const router = Router();

  router.get("/", async (req, res) => {
    const site = await siteOfCall(web, req);
    const address = demandAddress(req, site);
    const wishes = readWishes(req);
    const opened = await web.openThread(address, { wait: false });
    if (opened.kind !== "thread") {
      sendJson(res, { ...viewList([], wishes, () => never()), config });
      return;
    }
    const { thread } = opened;
    const plain = isPlain(req);
    const etag = `W/"i${thread.revision.toString(36)}-${opened.site.epoch.toString(36)}-${web.build}-${settled}"`;
    await pages.send(req, res, {
      key: JSON.stringify([thread._id, plain, wishes]),
      etag,
      headers,
      async make() {
        if (thread.counts.published > longThread) await keepPace(req, readingLong);
        const list = await read(thread, opened.site, wishes, plain);
        return readyPage(JSON.stringify({ ...list, config }), etag, { "Content-Type": "application/json", ...headers });
      },
    });
  });

  async function read(thread: Thread, site: Site, wishes: Wishes, plain: boolean) {
    const told = telling(web, site, thread);
    return viewList(await readTops(thread), wishes, (comment, look) => viewIsso(told, comment, { ...look, plain }));
  }

  return router;
}

function readWishes(req: Request): Wishes {
  const offset = integer(req, "offset") ?? 0;
  if (offset < 0) throw new Problem("invalid", "offset should not be negative");
  const limit = integer(req, "limit");
  const nestedLimit = integer(req, "nested_limit");
  return {
    parent: integer(req, "parent"),
    limit: limit !== null && limit < 0 ? null : limit,
    nestedLimit: nestedLimit === null ? null : Math.max(0, nestedLimit),
    offset,
    after: decimal(req, "after"),
    sort: readSort(query(req, "sort")),
  };
}

function readSort(text: string): Wishes["sort"] {
  if (text === "" || text === "oldest") return "oldest";
  if (text === "newest" || text === "upvotes") return text;
  throw new Problem("invalid", "Invalid sort option. Must be one of: 'newest', 'oldest', 'upvotes'");
}

function never(): never {
  throw new Error("Nothing is listed here.");
}
