import { Router } from "express";
import { siteOfCall } from "../../site-of-call.ts";
import type { IssoRoom } from "../room.ts";
import { demandAddress } from "../thread-address.ts";
import { readWishes } from "../wishes.ts";
import { readLook } from "./look.ts";
import { createSkin } from "./skin.ts";

const type = "text/html; charset=utf-8";

/**
 * `GET /isso/thread?uri=`: what `GET /?uri=` tells, as HTML in the class names of Isso's client, for our own client in its
 * place. Where more of a thread is asked for, the comments come alone.
 */
export function createSkinRoute(room: IssoRoom): Router {
  const { web } = room;
  const sendList = room.lists({ build: web.build, type });
  const skin = createSkin(room);
  const router = Router();

  router.get("/isso/thread", async (req, res) => {
    const asking = await siteOfCall(web.sites, req);
    const address = demandAddress(req, asking);
    const wishes = readWishes(req);
    const look = readLook(req);
    const opened = await web.openThread(address, { wait: false });
    if (opened.kind !== "thread") {
      const drawn = skin.list({ site: asking, thread: null, url: address }, [], wishes, look);
      res.set("Cache-Control", "no-store").type(type).send(drawn);
      return;
    }
    const { thread, site } = opened;
    const place = { site, thread, url: thread.page.url };
    await sendList(req, res, opened, { wishes, look }, (tops) => skin.list(place, tops, wishes, look));
  });

  return router;
}
