import { createHash } from "node:crypto";
import { type Request, Router } from "express";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { createReadWholeThread } from "../../usecases/visit/read-whole-thread.ts";
import { createByteCache } from "../byte-cache.ts";
import { query } from "../middleware/form-body.ts";
import { type ReadyPage, readyPage, sendReady } from "../ready-page.ts";
import { telling, viewIsso } from "./comment-object.ts";
import { configOf } from "./config-routes.ts";
import { flatten } from "./flat-thread.ts";
import { sendJson } from "./json.ts";
import { decimal, integer, isPlain } from "./query.ts";
import type { IssoRoom } from "./room.ts";
import { addressOf, siteOfCall } from "./site-of-call.ts";
import { viewList, type Wishes } from "./thread-object.ts";

const maxBytes = 16 * 1024 * 1024;

/** `GET /?uri=`: the comments of a page, kept ready until the thread moves on. A page that is not known has none. */
export function createThreadRoute(room: IssoRoom): Router {
  const { web } = room;
  const readThread = createReadWholeThread(web.world);
  const config = configOf(room);
  const settled = createHash("sha256").update(JSON.stringify(config)).digest("base64url").slice(0, 6);
  const kept = createByteCache<ReadyPage>(maxBytes);
  const router = Router();

  router.get("/", async (req, res) => {
    const site = await siteOfCall(web, req);
    const address = addressOf(site, query(req, "uri"));
    const wishes = readWishes(req);
    const opened = await web.openThread(address, { wait: false });
    if (opened.kind !== "thread") {
      sendJson(res, { ...viewList([], wishes, () => never()), config });
      return;
    }
    await sendReady(req, res, await ready(opened.thread, opened.site, wishes, isPlain(req)));
  });

  async function ready(thread: Thread, site: Site, wishes: Wishes, plain: boolean): Promise<ReadyPage> {
    const key = JSON.stringify([thread._id, plain, wishes]);
    const etag = `W/"i${thread.revision.toString(36)}-${site.epoch.toString(36)}-${web.build}-${settled}"`;
    const before = kept.get(key);
    if (before?.etag === etag) return before;
    const branches = await readThread(thread._id);
    const told = telling(web, site, thread);
    const list = viewList(flatten(branches), wishes, (comment, look) => viewIsso(told, comment, { ...look, plain }));
    const page = readyPage(JSON.stringify({ ...list, config }), etag, {
      "Content-Type": "application/json",
      "Cache-Control": "no-cache",
      Vary: "Origin, Accept-Encoding",
    });
    kept.set(key, page, page.body.length * 2);
    return page;
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
