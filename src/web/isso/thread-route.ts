import { createHash } from "node:crypto";
import { Router } from "express";
import { siteOfCall } from "../site-of-call.ts";
import { telling, viewIsso } from "./comment-object.ts";
import { configOf } from "./config-routes.ts";
import { sendJson } from "./json.ts";
import { isPlain } from "./query.ts";
import type { IssoRoom } from "./room.ts";
import { demandAddress } from "./thread-address.ts";
import { viewList } from "./thread-object.ts";
import { readWishes } from "./wishes.ts";

/** `GET /?uri=`: the comments of a page, kept ready until the thread moves on. A page that is not known has none. */
export function createThreadRoute(room: IssoRoom): Router {
  const { web } = room;
  const config = configOf(room);
  const settled = createHash("sha256").update(JSON.stringify(config)).digest("base64url").slice(0, 6);
  const sendList = room.lists({ build: `${web.build}-${settled}`, type: "application/json" });
  const router = Router();

  router.get("/", async (req, res) => {
    const site = await siteOfCall(web.sites, req);
    const address = demandAddress(req, site);
    const wishes = readWishes(req);
    const plain = isPlain(req);
    const opened = await web.openThread(address, { wait: false });
    if (opened.kind !== "thread") {
      sendJson(res, { ...viewList([], wishes, () => null), config });
      return;
    }
    const told = telling(web, opened.site, opened.thread);
    await sendList(req, res, opened, { plain, wishes }, (tops) => {
      const list = viewList(tops, wishes, (comment, look) => viewIsso(told, comment, { ...look, plain }));
      return JSON.stringify({ ...list, config });
    });
  });

  return router;
}
