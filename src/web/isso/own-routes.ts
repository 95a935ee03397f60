import { type Request, type Response, Router } from "express";
import { type Comment, isVisible } from "../../domain/comment.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { createEditOwnComment } from "../../usecases/visit/edit-own-comment.ts";
import { createRemoveOwnComment } from "../../usecases/visit/remove-own-comment.ts";
import { readNumber } from "../comment-number.ts";
import { createPaceKeeper, previewing } from "../limits.ts";
import { type IssoComment, telling, viewIsso } from "./comment-object.ts";
import { openUntil, sendToken } from "./cookies.ts";
import { jsonBody, objectIn, refuseForeign, sendJson } from "./json.ts";
import { readChange } from "./new-body.ts";
import { isPlain } from "./query.ts";
import type { IssoRoom } from "./room.ts";
import { readLook, wantsSkin } from "./skin/look.ts";
import { createSkin } from "./skin/skin.ts";
import { topNumber } from "./top-number.ts";

/** `GET`, `PUT` and `DELETE /id/N`, for who wrote the comment: its cookie is the proof. */
export function createOwnRoutes(room: IssoRoom): Router {
  const { web, tokens, keys } = room;
  const { world } = web;
  const told = telling(web, null, null);
  const edit = createEditOwnComment(world);
  const remove = createRemoveOwnComment(world);
  const skin = createSkin(room);
  const keepPace = createPaceKeeper(world);
  const router = Router();

  router.get("/id/:number", async (req, res) => {
    const { comment } = await demandOwn(req);
    sendJson(res, await viewAlone(comment, isPlain(req)));
  });

  router.put("/id/:number", refuseForeign(web), jsonBody(), async (req, res) => {
    const { comment, key } = await demandOwn(req);
    const change = readChange(objectIn(req));
    await keepPace(req, previewing);
    const edited = await edit({ ...change, number: comment.number, key, address: req.ip ?? "" });
    web.pages.forget();
    sendToken(room, res, edited.comment, await web.sites.get(comment.site), await tokens.ofWriter(edited.comment));
    if (wantsSkin(req)) await sendSkin(req, res, edited.comment);
    else sendJson(res, await viewAlone(edited.comment));
  });

  router.delete("/id/:number", refuseForeign(web), async (req, res) => {
    const { comment, key } = await demandOwn(req);
    await remove({ number: comment.number, key });
    web.pages.forget();
    sendToken(room, res, comment, await web.sites.get(comment.site), "");
    const gone = (await hasAnswers(comment)) ? await world.comments.get(comment._id) : null;
    if (wantsSkin(req)) await sendSkin(req, res, gone, true);
    else sendJson(res, gone && (await viewStub(gone)));
  });

  /** The comment, and the key that opens it. Throws `not-found`, and `forbidden` without a cookie of this very comment. */
  async function demandOwn(req: Request): Promise<{ comment: Comment; key: string }> {
    const number = readNumber(req.params["number"] as string);
    const comment = number === null ? null : await world.comments.byNumber(number);
    if (!comment || comment.state === "removed" || comment.state === "spam")
      throw new Problem("not-found", sentence("page.noComment"));
    const until = await openUntil(room, req, comment);
    if (!until) throw new Problem("forbidden", sentence("isso.late"));
    return { comment, key: keys.of(comment, until) };
  }

  /** Isso leaves the hash out where a comment comes alone. */
  async function viewAlone(comment: Comment, plain = false): Promise<Omit<IssoComment, "hash">> {
    const { hash: _, ...alone } = viewIsso(told, comment, { parent: await topNumber(world, comment), plain });
    return alone;
  }

  async function viewStub(gone: Comment): Promise<Omit<IssoComment, "hash">> {
    const { hash: _, ...stub } = viewIsso(told, gone, { parent: await topNumber(world, gone), stub: true });
    return { ...stub, text: "" };
  }

  /** Nothing stands for a comment that is gone without a trace. */
  async function sendSkin(req: Request, res: Response, comment: Comment | null, stub = false): Promise<void> {
    res.set("Cache-Control", "no-store").type("html");
    res.send(comment === null ? "" : await skin.comment(comment, readLook(req), stub));
  }

  /** What stands below an answer is shown beside it, so that its place need not be kept. */
  async function hasAnswers({ _id, thread, path }: Comment): Promise<boolean> {
    if (path.length > 0) return false;
    return (await world.comments.onThread(thread)).some((other) => isVisible(other) && other.path.includes(_id));
  }

  return router;
}
