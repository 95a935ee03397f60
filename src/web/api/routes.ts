import express, { type Request, type Response, Router } from "express";
import { originOf, siteOf } from "../../domain/address.ts";
import type { Scope } from "../../domain/api-token.ts";
import { type Deed, may, mayAnywhere } from "../../domain/deeds.ts";
import { Problem } from "../../domain/problem.ts";
import { type Bearer, createOwnTokens } from "../../usecases/door/api-tokens.ts";
import { createNoteRefusal } from "../../usecases/door/note-refusal.ts";
import { createDecideMany } from "../../usecases/moderate/decide.ts";
import { type Decision, decisions } from "../../usecases/moderate/outcome.ts";
import { createReadQueue, queueLists } from "../../usecases/moderate/read-queue.ts";
import type { Publish } from "../admin/announce-routes.ts";
import { readableSites } from "../admin/readable-sites.ts";
import { createPaceKeeper, signingIn } from "../limits.ts";
import { field, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { commentObject } from "./comment-object.ts";

const usualLimit = 25;
const mostAtOnce = 100;

/** What each scope opens: the deed must be allowed to the person as well, who may have lost it since. */
const deedsOf: Record<Scope, Deed> = {
  read: "comments.read",
  moderate: "comments.decide",
  publish: "posts.publish",
};

/**
 * `/api/admin`: the owner's side for programs, by `Authorization: Bearer`. No cookie is heeded, so that no page can act in
 * the name of who is signed in. Throws `unauthorized`, and `forbidden` past the token's scopes or the person's roles.
 */
export function createApiRoutes(web: Web, publish: Publish | null): Router {
  const { world } = web;
  const tokens = createOwnTokens(world);
  const readQueue = createReadQueue(world);
  const decideMany = createDecideMany(world);
  const keepPace = createPaceKeeper(world);
  const noteRefusal = createNoteRefusal(world);
  const router = Router();

  router.use(express.json({ limit: "16kb" }), async (req, res, next) => {
    res.set("Cache-Control", "private, no-store");
    const [, token = ""] = /^Bearer +(\S+)$/i.exec(req.get("authorization") ?? "") ?? [];
    const bearer = token === "" ? null : await tokens.who(token);
    if (!bearer) {
      await keepPace(req, signingIn);
      if (token !== "") await noteRefusal(null, "a token for programs");
      res.set("WWW-Authenticate", 'Bearer realm="antiphon"');
      throw new Problem("unauthorized", "Send a token that is still good as “Authorization: Bearer …”.");
    }
    res.locals["bearer"] = bearer;
    next();
  });

  /** Who asks; throws `forbidden` where token or person may not, and tells the log. Without a site, some blog is enough. */
  function demand(req: Request, res: Response, scope: Scope, site?: string | null): Bearer {
    const bearer = res.locals["bearer"] as Bearer;
    const { person, scopes } = bearer;
    const deed = deedsOf[scope];
    const isAllowed = site === undefined ? mayAnywhere(person, deed) : may(person, deed, site);
    if (scopes.includes(scope) && isAllowed) return bearer;
    world.log.warn({ person: person._id, deed, path: req.path }, "A program tried what it may not do.");
    throw new Problem(
      "forbidden",
      scopes.includes(scope)
        ? "Whoever made this token may not do that here."
        : `This token has no scope “${scope}”: make one that has it.`,
    );
  }

  router.get("/comments", async (req, res) => {
    const { person } = demand(req, res, "read");
    const list = queueLists.find((known) => known === (query(req, "list") || "held"));
    if (!list) throw new Problem("invalid", `“list” is one of ${queueLists.join(", ")}.`);
    const site = await readableSites(web, person);
    const page = { after: query(req, "after") || null, limit: limitOf(req) };
    const { items, next } = await readQueue({ list, ...(site === null ? {} : { site }) }, "", page, site);
    res.json({ comments: items.map((item) => commentObject(web.links, item)), next });
  });

  router.post("/comments/:id/:decision", async (req, res) => {
    const { id, decision } = req.params;
    if (!isDecision(decision)) throw new Problem("not-found", `A decision is one of ${decisions.join(", ")}.`);
    const comment = await world.comments.get(id);
    const { by } = demand(req, res, "moderate", comment?.site ?? null);
    const { refused } = await decideMany([id], decision, by);
    if (refused[0]) throw refused[0];
    web.pages.forget();
    res.status(204).end();
  });

  router.post("/posts", async (req, res) => {
    const url = field(req, "url");
    const site = siteOf(await web.sites.all(), url);
    const { by } = demand(req, res, "publish", site?._id ?? null);
    if (!site) throw new Problem("invalid", "“url” names no page of a blog of this node.");
    if (!publish)
      throw new Problem("forbidden", `This node does not federate, so nothing of ${originOf(site)} is sent.`);
    await publish(url, by);
    web.pages.forget();
    res.status(202).end();
  });

  return router;
}

function isDecision(text: string): text is Decision {
  return (decisions as readonly string[]).includes(text);
}

function limitOf(req: Request): number {
  const limit = Number(query(req, "limit") || usualLimit);
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostAtOnce) return limit;
  throw new Problem("invalid", `“limit” is a whole number from 1 to ${mostAtOnce}.`);
}
