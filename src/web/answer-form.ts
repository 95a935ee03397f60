import type { Request, Response } from "express";
import { displayName } from "../domain/author.ts";
import { isVisible } from "../domain/comment.ts";
import { isOpen } from "../domain/level.ts";
import { Problem } from "../domain/problem.ts";
import type { Words } from "../i18n/words.ts";
import { readVisitor, withFace } from "../usecases/visit/visitor.ts";
import { readNumber } from "./comment-number.ts";
import { viewFace } from "./comment-view.ts";
import type { FaceView } from "./face.ts";
import type { FormGiven, FormValues, FormView } from "./form-view.ts";
import type { Links } from "./links.ts";
import { field } from "./middleware/form-body.ts";
import { plainly } from "./page-query.ts";
import { markProblem, toProblem, wantsHtml } from "./problem-page.ts";
import { askedLang, readersTags } from "./tongue.ts";
import type { Web } from "./web.ts";

/** How the client wants to be answered: a part of a page for our script, a page for a browser, JSON for a program. */
export type Manner = "part" | "page" | "json";

/** The manner of a form's request. */
export function mannerOf(req: Request): Manner {
  if (field(req, "format") === "fragment") return "part";
  return wantsHtml(req) ? "page" : "json";
}

/** What was typed into the form. */
export function typedValues(req: Request): FormValues {
  return {
    text: field(req, "text"),
    author: field(req, "author"),
    email: field(req, "email"),
    website: field(req, "website"),
    federate: field(req, "federate") !== "",
    notify: field(req, "notify") !== "",
    remember: field(req, "remember") !== "",
  };
}

/** How whoever typed that would be shown; null when they said nothing of themselves. */
export async function typedFace({ world }: Pick<Web, "world">, links: Links, req: Request): Promise<FaceView | null> {
  const { author, email, website } = typedValues(req);
  if (author === "" && email === "") return null;
  const { visitor } = await readVisitor(world, { author, email, website, address: req.ip ?? "" });
  return viewFace(links, await withFace(world, visitor));
}

/** The number in the field `parent`; null when it is empty. Throws `invalid` for anything else. */
export function typedParent(req: Request): number | null {
  const text = field(req, "parent");
  if (text === "") return null;
  const number = readNumber(text);
  if (number !== null) return number;
  throw new Problem("invalid", "The comment to be answered is named by its number.");
}

/** The word by which a repeated send of a draft is known; null when there is none, or what came is none of ours. */
export function typedDraft(req: Request): string | null {
  return /^[\w-]{16,64}$/.exec(field(req, "draft"))?.[0] ?? null;
}

/** Why the form is drawn again: to show how the text would look, or that it was not taken. */
type Occasion = { preview: NonNullable<FormView["preview"]> } | { problem: Problem };

/** Draws the form again with what was typed: below its thread where there is one, else beside the problem. */
export async function redraw(web: Web, req: Request, res: Response, occasion: Occasion): Promise<void> {
  const url = field(req, "url");
  const opened = await web.openThread(url, { wait: false }).catch(() => null);
  res.set("Cache-Control", "private, no-store").type("html");
  const kept = (words: Words) => {
    const sentence = "problem" in occasion ? words.said(occasion.problem.said) : "";
    if (mannerOf(req) === "part") return web.render("thread/problem", { sentence }, words);
    const top = web.top(words.t("kept.notPosted"));
    return web.render("pages/kept", { ...top, sentence, text: typedValues(req).text }, words);
  };
  if (!opened || opened.kind === "foreign") {
    res.send(kept(web.tongues.speak(...readersTags(req))));
    return;
  }
  const { site } = opened;
  const thread = opened.kind === "thread" ? opened.thread : null;
  const address = thread?.page.url ?? url;
  const tongue = web.tongue(askedLang(req), site, thread);
  const { words, links } = tongue;
  // The page of a closed thread has no form that could give the text back.
  if (mannerOf(req) === "page" && !isOpen({ site, thread }, "web", web.world.clock.now())) {
    res.send(kept(words));
    return;
  }
  const form: FormGiven = {
    values: typedValues(req),
    face: await typedFace(web, links, req),
    started: web.guard.startedBefore(field(req, "started")),
    draft: typedDraft(req) ?? web.world.ids.opaque(),
    parent: await answeredIn(web, req, words),
    ...("problem" in occasion ? faultsIn(occasion.problem, words) : occasion),
  };
  if (mannerOf(req) === "part")
    res.send(web.render("thread/form", web.viewForm(links, { site, thread }, address, form), words));
  else {
    const asked = { ...plainly, comment: form.parent?.number ?? null };
    res.send((await web.threadPage(tongue, site, thread, address, { form, asked })).html);
  }
}

/** Answers a problem of the form with the form itself and everything typed kept; programs get the problem as JSON. */
export async function redrawProblem(web: Web, req: Request, res: Response, error: unknown): Promise<void> {
  const problem = toProblem(error);
  if (problem.kind === "internal" || mannerOf(req) === "json") throw error;
  markProblem(res, problem);
  await redraw(web, req, res, { problem });
}

/** What a problem changes in the form: sentences beside its fields, and one above; a lost parent is forgotten. */
function faultsIn(problem: Problem, words: Words): FormGiven {
  const fields = Object.entries(problem.fields ?? {});
  const named = fields.some(([name]) => name !== "parent");
  return {
    faults: Object.fromEntries(fields.map(([name, said]) => [name, words.said(said)])),
    problem: named ? words.t("form.marked") : words.said(problem.said),
    ...(problem.fields && "parent" in problem.fields ? { parent: null } : {}),
  };
}

async function answeredIn(web: Web, req: Request, { t }: Words): Promise<FormView["parent"]> {
  const number = readNumber(field(req, "parent"));
  const parent = number === null ? null : await web.world.comments.byNumber(number);
  return parent && isVisible(parent)
    ? { number: parent.number, name: displayName(parent.author) || t("comment.anonymous") }
    : null;
}
