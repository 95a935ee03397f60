import { Router } from "express";
import { createIsKnown } from "../usecases/visit/known.ts";
import { createIsOurs } from "./admin/session.ts";
import { demandBlog } from "./middleware/demand-blog.ts";
import { ownKeys } from "./own-keys.ts";
import type { Web } from "./web.ts";

/**
 * `POST /comments/work`: what a browser has to do before it posts below the page in the field `url`. Nothing is asked of
 * those who may answer as the blog’s own, nor of whoever shows the key of a comment that readers see.
 */
export function createWorkRoutes(web: Web): Router {
  const isKnown = createIsKnown(web.world);
  const isOurs = createIsOurs(web);
  const router = Router();

  router.post("/comments/work", async (req, res) => {
    const { site, url } = await demandBlog(web, req);
    res.set("Cache-Control", "private, no-store");
    const free =
      !web.guards.includes("work") || (await isOurs(req, site)).trusted || (await isKnown(ownKeys(req), site));
    res.json(free ? { challenge: "", difficulty: 0 } : await web.work.ask(site, url));
  });

  return router;
}
