import { Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { createCountComments } from "../../usecases/visit/count-comments.ts";
import { siteNamed } from "../site-of-call.ts";
import { jsonBody, sendJson } from "./json.ts";
import type { IssoRoom } from "./room.ts";
import { addressOf } from "./thread-address.ts";

/** How many pages one call may ask about. */
const most = 500;

/** `POST /count`: how many comments pages have, in the order asked; what is not known has none. */
export function createCountRoute({ web }: IssoRoom): Router {
  const count = createCountComments({ threads: web.world.threads, sites: web.sites });
  const router = Router();

  router.post("/count", jsonBody(), async (req, res) => {
    const uris: unknown = req.body;
    if (!Array.isArray(uris) || !uris.every((uri) => typeof uri === "string"))
      throw new Problem("invalid", "Unable to read JSON request: a list of addresses is expected");
    if (uris.length > most) throw new Problem("invalid", `At most ${most} pages can be counted at once.`);
    const site = await siteNamed(web.sites, req);
    sendJson(res, await Promise.all(uris.map((uri) => count(addressOf(site, uri) ?? ""))));
  });

  return router;
}
