import { Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { createPreviewComment } from "../../usecases/visit/preview-comment.ts";
import { createPaceKeeper, previewing } from "../limits.ts";
import { jsonBody, objectIn, sendJson } from "./json.ts";
import type { IssoRoom } from "./room.ts";

/** `POST /preview`: words as they would be shown. */
export function createPreviewRoute({ web }: IssoRoom): Router {
  const preview = createPreviewComment(web.world);
  const keepPace = createPaceKeeper(web.world);
  const router = Router();

  router.post("/preview", jsonBody(), async (req, res) => {
    const { text } = objectIn(req);
    if (typeof text !== "string") throw new Problem("invalid", "no text given");
    await keepPace(req, previewing);
    const draft = { text, author: "", email: "", website: "", address: req.ip ?? "" };
    sendJson(res, { text: text.trim() === "" ? "" : (await preview(draft)).html });
  });

  return router;
}
