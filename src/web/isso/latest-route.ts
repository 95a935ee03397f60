import { Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { createLatestComments } from "../../usecases/visit/latest-comments.ts";
import { siteNamed } from "../site-of-call.ts";
import { telling, viewIsso } from "./comment-object.ts";
import { sendJson } from "./json.ts";
import { pathOf } from "./page-path.ts";
import { integer } from "./query.ts";
import type { IssoRoom } from "./room.ts";
import { topNumber } from "./top-number.ts";

/** More are not handed out at once. */
const most = 100;

/** `GET /latest?limit=`: the newest comments of a blog, the oldest of them first, where the owner switched it on. */
export function createLatestRoute({ web, settings }: IssoRoom): Router {
  const { world } = web;
  const latest = createLatestComments(world);
  const router = Router();

  router.get("/latest", async (req, res) => {
    if (!settings.latest)
      throw new Problem("not-found", "Unavailable endpoint: the owner of the blog did not switch it on.");
    const limit = integer(req, "limit");
    if (limit === null || limit <= 0)
      throw new Problem("invalid", "limit parameter is mandatory and should be above 0");
    const site = await siteNamed(web.sites, req);
    const found = await latest.onSite(site, Math.min(limit, most));
    const told = found.reverse().map(async ({ comment, thread }) => {
      const look = { parent: await topNumber(world, comment) };
      const { hash: _, notification: __, ...shown } = viewIsso(telling(web, site, thread), comment, look);
      return { ...shown, uri: pathOf(thread) };
    });
    sendJson(res, await Promise.all(told));
  });

  return router;
}
