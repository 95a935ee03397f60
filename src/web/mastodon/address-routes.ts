import { type Response, Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { guestActorName } from "../../domain/site.ts";
import type { Web } from "../web.ts";
import { createFindStatus } from "./find-status.ts";
import { isOnFediverse } from "./status-object.ts";

/**
 * `/@NAME`, `/@NAME/ID` and what programs hang on to that: addresses as Mastodon has them, which pages with “Mastodon
 * comments” make up by themselves. They lead people to the page, and servers to what the fediverse knows it by.
 */
export function createAddressRoutes(web: Web): Router {
  const { links } = web;
  const { byId } = createFindStatus(web);
  const router = Router();

  router.get("/@:name", async (req, res) => {
    const named = (await web.sites.all()).find((site) => namesOf(site).includes(req.params.name));
    if (!named) throw new Problem("not-found", sentence("page.nothing"));
    lead(res, links.actor(req.params.name));
  });

  router.get(["/@:name/:id", "/@:name/:id/:list"], async (req, res) => {
    const found = await byId(String(req.params["id"]));
    if (found.kind === "pending") throw new Problem("not-found", sentence("page.nothing"));
    const { page } = found.thread;
    if (found.kind === "post") return lead(res, isOnFediverse(found.thread) ? links.post(found.thread) : page.url);
    const { comment } = found;
    const ours = comment.origin === "fediverse" ? null : links.voice(comment);
    lead(res, ours ?? `${page.url}#comment-${comment.number}`);
  });

  return router;
}

function namesOf(site: { handle: string }): string[] {
  return [site.handle, guestActorName(site)];
}

function lead(res: Response, to: string): void {
  res.set("Cache-Control", "no-cache").redirect(302, to);
}
