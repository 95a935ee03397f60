import { Router } from "express";
import { levelOf } from "../../domain/level.ts";
import type { Site } from "../../domain/site.ts";
import { originOfCall, siteOfCall } from "../site-of-call.ts";
import { sendJson } from "./json.ts";
import type { IssoRoom } from "./room.ts";

/** What Isso's client takes over into its own settings; it would take over any other key as well. */
export function configOf({ web, settings: { guard, websiteField } }: IssoRoom, site?: Pick<Site, "votes">) {
  return {
    // Without its arrows where votes are off; else its own attribute decides.
    ...(site?.votes === "off" ? { vote: false } : {}),
    "reply-to-self": guard.replyToSelf,
    "require-email": guard.requireEmail,
    "require-author": guard.requireAuthor,
    "website-field": websiteField,
    "reply-notifications": web.world.mails.on,
    gravatar: false,
    feed: true,
  };
}

/** `GET /config`, without which Isso's client stays blank, and `/info`, which others ask to see whether the node is well. */
export function createConfigRoutes(room: IssoRoom): Router {
  const { web } = room;
  const router = Router();

  router.get("/config", async (req, res) => {
    const site = await siteOfCall(web.sites, req).catch(() => undefined);
    sendJson(res, { config: configOf(room, site) });
  });

  router.all("/info", async (req, res) => {
    const sites = await web.world.sites.all();
    const site = await siteOfCall(web.sites, req).catch(() => sites[0]);
    const { version, url } = web.settings;
    const level = site && levelOf({ site, thread: null }, "web", web.world.clock.now()).level;
    const moderation = level !== undefined && level !== "publish";
    sendJson(res, { version, host: url, origin: originOfCall(req) ?? "", moderation });
  });

  return router;
}
