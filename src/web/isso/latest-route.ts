import { Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { telling, viewIsso } from "./comment-object.ts";
import { sendJson } from "./json.ts";
import { pathOf } from "./page-path.ts";
import { integer } from "./query.ts";
import type { IssoRoom } from "./room.ts";
import { siteNamed } from "./site-of-call.ts";
import { topNumber } from "./top-number.ts";

/** More are not handed out at once. */
const most = 100;

/** `GET /latest?limit=`: the newest comments of a blog, the oldest of them first, where the owner switched it on. */
export function createLatestRoute({ web, settings }: IssoRoom): Router {
  const { world } = web;
  const router = Router();

  router.get("/latest", async (req, res) => {
    if (!settings.latest)
      throw new Problem("not-found", "Unavailable endpoint: the owner of the blog did not switch it on.");
    const limit = integer(req, "limit");
    if (limit === null || limit <= 0)
      throw new Problem("invalid", "limit parameter is mandatory and should be above 0");
    const site = await siteNamed(web, req);
    const page = { site: site._id, hidden: false, limit: Math.min(limit, most) } as const;
    const { items } = await world.comments.inState("published", page);
    const latest = items.reverse().map(async (comment) => {
      const thread = await world.threads.get(comment.thread);
      const look = { parent: await topNumber(world, comment) };
      const { hash: _, notification: __, ...shown } = viewIsso(telling(web, site, thread), comment, look);
      return { ...shown, uri: thread ? pathOf(thread) : "" };
    });
    sendJson(res, await Promise.all(latest));
  });

  return router;
}
