import express, { type Request, type Response, Router } from "express";
import { displayName } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import { byMail } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { createDecide } from "../../usecases/moderate/decide.ts";
import { createEditComment } from "../../usecases/moderate/edit-comment.ts";
import { readNumber } from "../comment-number.ts";
import { wantsHtml } from "../problem-page.ts";
import { telling, viewIsso } from "./comment-object.ts";
import { jsonBody, objectIn, sendJson } from "./json.ts";
import { readChange } from "./new-body.ts";
import type { IssoRoom } from "./room.ts";
import { topNumber } from "./top-number.ts";

const titles = { edit: "Edit", activate: "Activate", delete: "Delete" } as const;
type Action = keyof typeof titles;

/**
 * `/id/N/edit|activate|delete/KEY`: the links that the owner has by mail. `GET` asks and changes nothing, as programs look
 * at links before people do; `POST` acts, and says so: on a page for people, in Isso's plain words for programs.
 */
export function createModerationRoutes({ web, tokens }: IssoRoom): Router {
  const { world } = web;
  const decide = createDecide(world);
  const edit = createEditComment(world);
  const router = Router();
  const path = "/id/:number/:action/:key";

  router.get(path, async (req, res, next) => {
    if (!isAction(req)) return next();
    const { comment, action } = await demandOwner(req);
    const { author, html, lang, source } = comment;
    const person = author.kind === "visitor" ? { name: author.name, website: author.website ?? "" } : null;
    const form = action === "edit" && person ? { text: source.text, ...person } : null;
    const asked = { action: titles[action], target: req.path, link: await linkTo(comment), form };
    const page = { ...web.top(titles[action]), ...asked, author: displayName(author) || "Anonymous", html, lang };
    res.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" }).type("html");
    res.send(web.renderForOwner("isso/moderate", page));
  });

  router.post(path, typedForm(), jsonBody(), async (req, res, next) => {
    if (!isAction(req)) return next();
    const { comment, action } = await demandOwner(req);
    const link = await linkTo(comment);
    if (action === "edit") {
      const edited = await edit(comment._id, readChange(objectIn(req)), byMail);
      web.forget();
      if (wantsHtml(req)) return say(req, res, "Comment has been edited", link);
      const look = { parent: await topNumber(world, edited), plain: true };
      return sendJson(res, viewIsso(telling(web, null, null), edited, look));
    }
    const waited = comment.state === "held";
    await decide(comment._id, action === "activate" ? "approve" : "delete", byMail);
    web.forget();
    say(req, res, action === "delete" ? "Comment has been deleted" : activated(waited), link);
  });

  /** The comment that a link's key is good for. Throws `forbidden`, and `not-found` where the comment is gone. */
  async function demandOwner(req: Request): Promise<{ comment: Comment; action: Action }> {
    const number = readNumber(req.params["number"] as string);
    const comment = number === null ? null : await world.comments.byNumber(number);
    if (!comment || comment.state === "removed") throw new Problem("not-found", "There is no such comment any more.");
    if (!(await tokens.isOwners(req.params["key"] as string, comment)))
      throw new Problem(
        "forbidden",
        "This link is not good for the comment, or is too old. Look at it on the owner's pages.",
      );
    return { comment, action: req.params["action"] as Action };
  }

  async function linkTo(comment: Comment): Promise<string> {
    const thread = await world.threads.get(comment.thread);
    return `${thread?.page.url ?? web.links.node}#isso-${comment.number}`;
  }

  /** Our pages may send forms to the node alone, so that people are not led on to the blog but shown the way. */
  function say(req: Request, res: Response, sentence: string, link: string): void {
    res.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" });
    if (wantsHtml(req))
      res.type("html").send(web.renderForOwner("isso/said", { ...web.top(sentence), sentence: null, link }));
    else res.type("text/plain").send(sentence);
  }

  return router;
}

function isAction(req: Request): boolean {
  return Object.hasOwn(titles, req.params["action"] as string);
}

function activated(waited: boolean): string {
  return waited ? "Comment has been activated" : "Already activated";
}

function typedForm() {
  return express.urlencoded({ extended: false, limit: "256kb", parameterLimit: 20 });
}
