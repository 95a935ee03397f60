import { type Request, type RequestHandler, type Response, Router } from "express";
import { votesModeOf } from "../domain/site.ts";
import { createEditKeys } from "../usecases/visit/edit-key.ts";
import { createPreviewComment } from "../usecases/visit/preview-comment.ts";
import { createSubmitComment, type Submitted } from "../usecases/visit/submit-comment.ts";
import { createIsOurs } from "./admin/session.ts";
import { mannerOf, redraw, redrawProblem, typedDraft, typedFace, typedParent, typedValues } from "./answer-form.ts";
import { viewComment } from "./comment-view.ts";
import { createPaceKeeper, posting, previewing } from "./limits.ts";
import { demandBlog } from "./middleware/demand-blog.ts";
import { field } from "./middleware/form-body.ts";
import { ownKeys, rememberKey } from "./own-keys.ts";
import { askedLang } from "./tongue.ts";
import type { Web } from "./web.ts";

/**
 * `POST /comments` and `POST /comments/preview`: the form of the page, with or without scripts; `POST /comments/face`: how
 * the writer would be shown, for a script.
 */
export function createCommentRoutes(web: Web): Router {
  const submit = createSubmitComment(web.world, web.openThread);
  const preview = createPreviewComment(web.world);
  const keys = createEditKeys(web.world);
  const keepPace = createPaceKeeper(web.world);
  const isOurs = createIsOurs(web);
  const router = Router();

  router.post(
    "/comments/preview",
    redrawing(web, async (req, res) => {
      await demandBlog(web, req);
      await keepPace(req, previewing);
      const { html } = await preview({ ...typedValues(req), address: req.ip ?? "" });
      if (mannerOf(req) === "json") res.json({ html });
      else await redraw(web, req, res, { preview: { html, lang: null } });
    }),
  );

  router.post("/comments/face", async (req, res) => {
    await demandBlog(web, req);
    await keepPace(req, previewing);
    const face = await typedFace(web, web.links, req);
    res.set("Cache-Control", "private, no-store").type("html");
    res.send(face ? web.render("thread/face", face, web.tongues.english) : "");
  });

  router.post(
    "/comments",
    redrawing(web, async (req, res) => {
      const { url, site } = await demandBlog(web, req);
      web.guard.check({ started: field(req, "started"), subject: field(req, "subject") });
      await keepPace(req, posting);
      await web.work.notice(site);
      const submitted = await submit({
        ...typedValues(req),
        url,
        parent: typedParent(req),
        address: req.ip ?? "",
        keys: ownKeys(req),
        draft: typedDraft(req),
        worked: await web.work.check(url, field(req, "work")),
        ...(await isOurs(req, site)),
      });
      web.pages.forget();
      await answer(req, res, submitted);
    }),
  );

  async function answer(req: Request, res: Response, { kind, comment, page, editKey }: Submitted): Promise<void> {
    const { url } = page;
    res.set("Cache-Control", "private, no-store");
    switch (mannerOf(req)) {
      case "page": {
        if (editKey) rememberKey(req, res, editKey, web.secure);
        const { links } = web.tongue(askedLang(req), await web.sites.get(comment.site), { page });
        res.redirect(303, links.done(url, comment.number, kind === "held" ? "held" : "posted"));
        return;
      }
      case "json":
        res.status(kind === "held" ? 202 : 201).json({
          number: comment.number,
          state: kind,
          url: web.links.comment(url, comment.number),
          html: comment.html,
          editKey,
        });
        return;
      case "part": {
        const editableUntil = (editKey && keys.read(editKey)?.expiresAt) || comment.createdAt;
        const own = new Map(editKey ? [[comment._id, { comment, key: editKey, editableUntil }]] : []);
        const site = await web.sites.get(comment.site);
        const { words, links } = web.tongue(askedLang(req), site, { page });
        const context = {
          words,
          links,
          url,
          now: web.world.clock.now(),
          open: true,
          own,
          withKeys: true,
          votes: votesModeOf(site),
          ...(site ? { site } : {}),
        };
        const parent = comment.parent === null ? null : await web.world.comments.get(comment.parent);
        const view = viewComment(context, comment, false, parent?.number ?? null);
        res
          .status(kind === "held" ? 202 : 201)
          .type("html")
          .send(web.render("thread/comment", view, words));
      }
    }
  }

  return router;
}

/** Lets a form's problem be answered by the form, with everything typed kept. */
export function redrawing(web: Web, handler: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req, res) => handler(req, res).catch((error: unknown) => redrawProblem(web, req, res, error));
}
