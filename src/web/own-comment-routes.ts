import { type Request, type Response, Router } from "express";
import { originsOf } from "../domain/address.ts";
import type { Comment } from "../domain/comment.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { type VotesMode, votesModeOf } from "../domain/site.ts";
import type { Words } from "../i18n/words.ts";
import { createEditKeys } from "../usecases/visit/edit-key.ts";
import { createEditOwnComment } from "../usecases/visit/edit-own-comment.ts";
import { createOwnComment } from "../usecases/visit/own-comment.ts";
import { createRemoveOwnComment } from "../usecases/visit/remove-own-comment.ts";
import { mannerOf } from "./answer-form.ts";
import { readNumber } from "./comment-number.ts";
import { viewComment } from "./comment-view.ts";
import { createPaceKeeper, previewing } from "./limits.ts";
import { field } from "./middleware/form-body.ts";
import { demandOrigin } from "./middleware/origins.ts";
import { keyFor } from "./own-keys.ts";
import { markProblem, toProblem } from "./problem-page.ts";
import { askedLang, readersTags, type Tongue } from "./tongue.ts";
import type { Web } from "./web.ts";

/**
 * `/comments/NUMBER/edit` and `/delete`, for who wrote the comment. `GET` shows the form and changes nothing; a `POST`
 * without the field `text` or `sure` draws it too, so that a script need not put its key into an address.
 */
export function createOwnCommentRoutes(web: Web): Router {
  const { world } = web;
  const ownComment = createOwnComment(world);
  const edit = createEditOwnComment(world);
  const remove = createRemoveOwnComment(world);
  const keys = createEditKeys(world);
  const keepPace = createPaceKeeper(world);
  const router = Router();

  router.use("/comments/:number", (_req, res, next) => {
    res.set("Cache-Control", "private, no-store");
    next();
  });

  router.get("/comments/:number/edit", async (req, res) => {
    const { comment, key } = await demandOwn(req);
    await drawEdit(req, res, comment, key, comment.source.text);
  });

  router.post("/comments/:number/edit", async (req, res) => {
    const owned = await demandOwn(req).catch((error: unknown) => giveBack(req, res, error));
    if (!owned) return;
    const { comment, key } = owned;
    if (!hasField(req, "text")) return drawEdit(req, res, comment, key, comment.source.text);
    await keepPace(req, previewing);
    const text = field(req, "text");
    const edited = await edit({ number: comment.number, key, text, address: req.ip ?? "" }).catch((error: unknown) => {
      const problem = toProblem(error);
      if (problem.kind === "internal" || mannerOf(req) === "json") throw error;
      markProblem(res, problem);
      return problem;
    });
    if (edited instanceof Problem) return drawEdit(req, res, comment, key, text, edited);
    web.pages.forget();
    await answer(req, res, edited.comment, key, edited.kind === "held" ? "held" : "edited");
  });

  router.get("/comments/:number/delete", async (req, res) => {
    const { comment, key } = await demandOwn(req);
    await drawDelete(req, res, comment, key);
  });

  router.post("/comments/:number/delete", async (req, res) => {
    const { comment, key } = await demandOwn(req);
    if (mannerOf(req) !== "json" && !hasField(req, "sure")) return drawDelete(req, res, comment, key);
    await remove({ number: comment.number, key });
    web.pages.forget();
    if (mannerOf(req) !== "page") return void res.status(204).end();
    const { url, links } = await placeOf(req, comment);
    res.redirect(303, `${links.thread(url)}&said=deleted`);
  });

  /** The comment of the address and the key that opens it. Throws as `createOwnComment` does. */
  async function demandOwn(req: Request): Promise<{ comment: Comment; key: string }> {
    const number = readNumber(req.params["number"] as string);
    if (number === null) throw new Problem("not-found", sentence("page.nothing"));
    const found = await world.comments.byNumber(number);
    if (req.method === "POST") {
      const site = found && (await web.sites.get(found.site));
      demandOrigin(req, site ? [web.settings.url, ...originsOf(site)] : [web.settings.url]);
    }
    const key = keyFor(req, found?._id ?? null);
    return { comment: await ownComment(number, key), key };
  }

  /** What was typed into a form whose time is over is shown, so that it can be copied; anything else is thrown on. */
  function giveBack(req: Request, res: Response, error: unknown): null {
    const problem = toProblem(error);
    const text = field(req, "text");
    if (text === "" || problem.kind === "internal" || mannerOf(req) !== "page") throw error;
    markProblem(res, problem);
    const words = web.tongues.speak(...readersTags(req));
    const view = { ...web.top(words.t("kept.notChanged")), sentence: words.said(problem.said), text };
    res.type("html").send(web.render("pages/kept", view, words));
    return null;
  }

  async function drawEdit(
    req: Request,
    res: Response,
    comment: Comment,
    key: string,
    text: string,
    problem: Problem | null = null,
  ) {
    const { number } = comment;
    const { url, words, links } = await placeOf(req, comment);
    const until = words.timeOfDay(keys.read(key)?.expiresAt ?? comment.createdAt);
    draw(req, res, "comments/edit", words.t("edit.title"), words, {
      number,
      key,
      text,
      problem: problem && words.said(problem.said),
      until,
      cancelHref: links.comment(url, number),
      action: links.edit(number),
    });
  }

  async function drawDelete(req: Request, res: Response, comment: Comment, key: string) {
    const { url, words, links } = await placeOf(req, comment);
    draw(req, res, "comments/delete", words.t("delete.title"), words, {
      key,
      cancelHref: links.comment(url, comment.number),
      comment: { html: comment.html, lang: comment.lang },
      action: links.remove(comment.number),
    });
  }

  function draw(req: Request, res: Response, view: string, title: string, words: Words, given: object): void {
    const alone = mannerOf(req) !== "part";
    const form = { ...given, alone };
    const page = { ...web.top(title), view, form };
    res.set("Content-Language", words.lang).type("html");
    res.send(alone ? web.render("pages/own", page, words) : web.render(view, form, words));
  }

  async function answer(req: Request, res: Response, comment: Comment, key: string, said: string): Promise<void> {
    const { url, words, links, votes } = await placeOf(req, comment);
    if (mannerOf(req) === "page") return res.redirect(303, links.done(url, comment.number, said));
    if (mannerOf(req) === "json")
      return void res.json({ number: comment.number, state: comment.state, html: comment.html });
    const own = new Map([
      [comment._id, { comment, key, editableUntil: keys.read(key)?.expiresAt ?? comment.createdAt }],
    ]);
    const context = { words, links, url, now: world.clock.now(), open: true, own, withKeys: true, votes };
    const parent = comment.parent === null ? null : await world.comments.get(comment.parent);
    const view = viewComment(context, comment, false, parent?.number ?? null);
    res.type("html").send(web.render("thread/comment", view, words));
  }

  /** The blog's page of a comment, and how it speaks to its reader. */
  async function placeOf(req: Request, comment: Comment): Promise<Tongue & { url: string; votes: VotesMode }> {
    const [thread, site] = await Promise.all([world.threads.get(comment.thread), web.sites.get(comment.site)]);
    return { url: thread?.page.url ?? "", votes: votesModeOf(site), ...web.tongue(askedLang(req), site, thread) };
  }

  return router;
}

function hasField(req: Request, name: string): boolean {
  return typeof req.body === "object" && req.body !== null && name in req.body;
}
