import { type Request, Router } from "express";
import { runNothing } from "../middleware/security.ts";
import type { Web } from "../web.ts";
import { createConfigRoutes } from "./config-routes.ts";
import { createCors } from "./cors.ts";
import { createCountRoute } from "./count-route.ts";
import { createFaults } from "./faults.ts";
import { createFeedRoute } from "./feed-route.ts";
import { createLatestRoute } from "./latest-route.ts";
import { createModerationRoutes } from "./moderation-routes.ts";
import { createNewRoute } from "./new-route.ts";
import { createOwnRoutes } from "./own-routes.ts";
import { createPreviewRoute } from "./preview-route.ts";
import { createIssoRoom } from "./room.ts";
import { createSkinRoute } from "./skin/route.ts";
import { createThreadRoute } from "./thread-route.ts";
import { createUnsubscribeRoutes } from "./unsubscribe-routes.ts";
import { createVoteRoutes } from "./vote-routes.ts";

/** Isso's HTTP API at the root of the node, for clients that were written for Isso; lets everything else pass. */
export function createIssoRoutes(web: Web): Router {
  const room = createIssoRoom(web);
  const faults = createFaults(web);
  const router = Router();

  // Whatever is not Isso's must not meet its manners, in CORS and in faults alike.
  router.use((req, _res, next) => next(isIssos(req) ? undefined : "router"));
  router.use(createCors(web), runNothing);
  for (const create of subjects) router.use(create(room));
  router.use(faults.refuseMethod, faults.handler);
  return router;
}

const subjects = [
  createThreadRoute,
  createSkinRoute,
  createNewRoute,
  createVoteRoutes,
  createModerationRoutes,
  createUnsubscribeRoutes,
  createOwnRoutes,
  createCountRoute,
  createPreviewRoute,
  createConfigRoutes,
  createLatestRoute,
  createFeedRoute,
];

const firstSteps = /^\/(new|id|count|preview|config|info|latest|feed|isso)(\/|$)/;

/** `/` is Isso's only where a thread is asked for. */
function isIssos({ method, path, query }: Request): boolean {
  if (path !== "/") return firstSteps.test(path);
  return method === "OPTIONS" || ((method === "GET" || method === "HEAD") && "uri" in query);
}
