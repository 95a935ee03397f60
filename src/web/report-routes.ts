import { type Request, type Response, Router } from "express";
import { originsOf } from "../domain/address.ts";
import { type Comment, isVisible } from "../domain/comment.ts";
import { isProblem, Problem } from "../domain/problem.ts";
import { maxReportWords, type ReportReason, reportReasons } from "../domain/report.ts";
import { sentence } from "../domain/sentence.ts";
import { createReportComment } from "../usecases/visit/report-comment.ts";
import { readNumber } from "./comment-number.ts";
import { createPaceKeeper, reporting } from "./limits.ts";
import { field } from "./middleware/form-body.ts";
import { demandOrigin } from "./middleware/origins.ts";
import { markProblem } from "./problem-page.ts";
import { askedLang, type Tongue } from "./tongue.ts";
import type { Web } from "./web.ts";

/** What a report's page says: the form, with what was typed and what is wrong with it, or that it is done. */
interface Given {
  reason?: string;
  words?: string;
  problem?: Problem;
  done?: string;
}

const labels = {
  spam: "report.spam",
  abuse: "report.abuse",
  illegal: "report.illegal",
  other: "report.other",
} as const satisfies Record<ReportReason, string>;

/** `/comments/NUMBER/report`: a page on which a reader tells the owner that a comment should not stay. */
export function createReportRoutes(web: Web): Router {
  const { world } = web;
  const report = createReportComment(world);
  const keepPace = createPaceKeeper(world);
  const router = Router();

  router.get("/comments/:number/report", async (req, res) => {
    const comment = await demandComment(req);
    draw(res, comment, await tongueOf(req, comment), {});
  });

  router.post("/comments/:number/report", async (req, res) => {
    const comment = await demandComment(req);
    const site = await web.sites.get(comment.site);
    demandOrigin(req, site ? [web.settings.url, ...originsOf(site)] : [web.settings.url]);
    const typed = { reason: field(req, "reason"), words: field(req, "words") };
    const tongue = await tongueOf(req, comment);
    try {
      await keepPace(req, reporting);
      const taken = await report({ ...typed, number: comment.number, address: req.ip ?? "" });
      const { t } = tongue.words;
      draw(res, comment, tongue, { done: taken === "again" ? t("report.again") : t("report.thanks") });
    } catch (error) {
      if (!isProblem(error, "invalid", "rate-limited", "conflict")) throw error;
      markProblem(res, error);
      draw(res, comment, tongue, { ...typed, problem: error });
    }
  });

  /** A comment that readers see. Throws `not-found`. */
  async function demandComment(req: Request): Promise<Comment> {
    const number = readNumber(req.params["number"] as string);
    const comment = number === null ? null : await world.comments.byNumber(number);
    if (comment && isVisible(comment)) return comment;
    throw new Problem("not-found", sentence("page.noComment"));
  }

  async function tongueOf(req: Request, comment: Comment): Promise<Tongue & { back: string }> {
    const [thread, site] = await Promise.all([world.threads.get(comment.thread), web.sites.get(comment.site)]);
    const tongue = web.tongue(askedLang(req), site, thread);
    return { ...tongue, back: tongue.links.comment(thread?.page.url ?? "", comment.number) };
  }

  function draw(
    res: Response,
    comment: Comment,
    { words, links, back }: Tongue & { back: string },
    given: Given,
  ): void {
    const { reason = "", words: typed = "", problem, done = null } = given;
    const form = {
      action: links.report(comment.number),
      cancelHref: back,
      comment: { html: comment.html, lang: comment.lang },
      reasons: reportReasons.map((value) => ({ value, label: words.t(labels[value]), chosen: value === reason })),
      typed,
      max: maxReportWords,
      problem: problem ? words.said(problem.said) : null,
      done,
    };
    const page = { ...web.top(words.t("report.title")), view: "comments/report", form };
    res.set({ "Content-Language": words.lang, "Cache-Control": "private, no-store" }).type("html");
    res.send(web.render("pages/own", page, words));
  }

  return router;
}
