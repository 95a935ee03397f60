import { type Request, type Response, Router } from "express";
import { isProblem, type Problem } from "../../domain/problem.ts";
import { createEditComment } from "../../usecases/moderate/edit-comment.ts";
import { createReadHistory } from "../../usecases/moderate/read-history.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { viewAct } from "./audit-view.ts";
import { frameOf } from "./frame.ts";
import { queueAddress, readQueueQuery } from "./queue-query.ts";
import { viewQueueItem } from "./queue-view.ts";
import { moderatorOf, sitesOf } from "./session.ts";
import { moment } from "./time.ts";

/** `/admin/comments/ID`: one comment with all that is known of it, and a form for other words where it was written here. */
export function createCommentAdminRoutes(web: Web): Router {
  const { world } = web;
  const readHistory = createReadHistory(world);
  const editComment = createEditComment(world);
  const router = Router();

  router.get("/comments/:id", async (req, res) => {
    await draw(req, res, query(req, "done") === "edited" ? "Changed. Readers see the new words." : null);
  });

  router.post("/comments/:id/edit", async (req, res) => {
    const text = field(req, "text");
    const problem = await editComment(req.params.id, { text }, moderatorOf(res)).catch((error: unknown) => {
      if (isProblem(error, "invalid", "conflict")) return error;
      throw error;
    });
    web.forget();
    if (!isProblem(problem))
      return res.redirect(303, `/admin/comments/${encodeURIComponent(req.params.id)}?done=edited`);
    markProblem(res, problem);
    await draw(req, res, null, { text, problem });
  });

  async function draw(
    req: Request,
    res: Response,
    said: string | null,
    typed: { text: string; problem: Problem } | null = null,
  ): Promise<void> {
    const { item, changes, acts } = await readHistory(String(req.params["id"]), sitesOf(res, "comments.read"));
    const { comment } = item;
    const asked = readQueueQuery(() => "");
    const tab =
      comment.hiddenBy !== null && comment.state !== "spam" && comment.state !== "removed" ? "hidden" : comment.state;
    const canEdit = comment.author.kind === "visitor" && comment.state !== "removed";
    res.type("html").send(
      web.renderForOwner("admin/comment", {
        ...web.top(`Comment #${comment.number}`, "admin"),
        ...frameOf(res),
        section: "queue",
        said,
        back: queueAddress({ ...asked, tab }),
        tab,
        item: {
          ...viewQueueItem({ words: web.tongues.english, links: web.links, guests: false, asked }, item),
          next: null,
        },
        form: canEdit ? { text: typed?.text ?? comment.source.text, problem: typed?.problem.message ?? null } : null,
        changes: changes.map(({ by, at, pieces }) => ({
          by: by === "owner" ? "you" : "its author",
          time: moment(at),
          pieces,
        })),
        acts: acts.map(viewAct),
      }),
    );
  }

  return router;
}
