import { Router } from "express";
import { isProblem, Problem } from "../../domain/problem.ts";
import { createSubmitComment } from "../../usecases/visit/submit-comment.ts";
import { createPaceKeeper, posting } from "../limits.ts";
import { rememberKey } from "../own-keys.ts";
import { siteOfCall } from "../site-of-call.ts";
import { telling, viewIsso } from "./comment-object.ts";
import { provenKeys, sendToken } from "./cookies.ts";
import { createGuard } from "./guard.ts";
import { jsonBody, objectIn, refuseForeign, sendJson } from "./json.ts";
import { readNew } from "./new-body.ts";
import type { IssoRoom } from "./room.ts";
import { readLook, wantsSkin } from "./skin/look.ts";
import { createSkin } from "./skin/skin.ts";
import { demandAddress } from "./thread-address.ts";
import { topNumber } from "./top-number.ts";

/** `POST /new?uri=`: posts a comment, and gives its writer the cookies that open it for a while. */
export function createNewRoute(room: IssoRoom): Router {
  const { web, settings, tokens } = room;
  const submit = createSubmitComment(web.world, web.openThread);
  const keepPace = createPaceKeeper(web.world);
  const guard = createGuard(web.world, settings.guard);
  const skin = createSkin(room);
  const router = Router();

  router.post("/new", refuseForeign(web), jsonBody(), async (req, res) => {
    const site = await siteOfCall(web.sites, req);
    const url = demandAddress(req, site);
    const body = objectIn(req);
    const typed = readNew(body);
    await keepPace(req, posting);
    const work = typeof body["work"] === "string" ? body["work"] : "";
    const worked = await web.work.check(url, work);
    await web.work.notice(site._id);
    const address = req.ip ?? "";
    const { kind, comment, editKey } = await submit({
      ...typed,
      url,
      address,
      federate: false,
      keys: await provenKeys(room, req),
      worked,
      draft: null,
      strays: true,
      guard: (draft) => guard(draft, address),
    }).catch(blamePage);
    web.pages.forget();
    if (editKey !== null) {
      rememberKey(req, res, editKey, web.secure, web.secure ? "none" : "lax");
      sendToken(room, res, comment, site, await tokens.ofWriter(comment));
    }
    const status = kind === "held" ? 202 : 201;
    if (wantsSkin(req)) {
      res.status(status).set("Cache-Control", "no-store").type("html");
      res.send(await skin.comment(comment, readLook(req)));
      return;
    }
    const parent = await topNumber(web.world, comment);
    sendJson(res, viewIsso(telling(web, site, null), comment, { parent }), status);
  });

  return router;
}

/** A blog without such a page is a fault of the address, and Isso says so with a status of 400. */
function blamePage(error: unknown): never {
  throw isProblem(error, "not-found") ? new Problem("invalid", error.said) : error;
}
