import type { Request, Response } from "express";
import { displayName } from "../domain/author.ts";
import { isVisible } from "../domain/comment.ts";
import { Problem } from "../domain/problem.ts";
import { readNumber } from "./comment-number.ts";
import type { FormValues, FormView } from "./form-view.ts";
import { field } from "./middleware/form-body.ts";
import { markProblem, toProblem, wantsHtml } from "./problem-page.ts";
import type { ThreadWishes, Web } from "./web.ts";

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
  };
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

/** Draws the form again with what was typed: below its thread where there is one, else beside the problem. */
export async function redraw(
  web: Web,
  req: Request,
  res: Response,
  wishes: NonNullable<ThreadWishes["form"]>,
): Promise<void> {
  const url = field(req, "url");
  const values = typedValues(req);
  const started = web.guard.startedBefore(field(req, "started"));
  const draft = typedDraft(req) ?? web.world.ids.opaque();
  const form: ThreadWishes["form"] = { values, started, draft, parent: await answeredIn(web, req), ...wishes };
  const opened = await web.openThread(url, { wait: false }).catch(() => null);
  res.set("Cache-Control", "private, no-store").type("html");
  if (!opened || opened.kind === "foreign") {
    const sentence = wishes.problem ?? "";
    res.send(
      mannerOf(req) === "part"
        ? web.render("thread/problem", { sentence })
        : web.render("pages/kept", { ...web.top("Not posted"), sentence, text: values.text }),
    );
    return;
  }
  const { site } = opened;
  const thread = opened.kind === "thread" ? opened.thread : null;
  const address = thread?.page.url ?? url;
  if (mannerOf(req) === "part") res.send(web.render("thread/form", web.viewForm(site, address, form)));
  else res.send(await web.threadPage(site, thread, address, { form }));
}

/** Answers a problem of the form with the form itself and everything typed kept; programs get the problem as JSON. */
export async function redrawProblem(web: Web, req: Request, res: Response, error: unknown): Promise<void> {
  const problem = toProblem(error);
  if (problem.kind === "internal" || mannerOf(req) === "json") throw error;
  markProblem(res, problem);
  const faults = problem.fields ?? {};
  const named = Object.keys(faults).some((name) => name !== "parent");
  const lost = "parent" in faults ? { parent: null } : {};
  await redraw(web, req, res, {
    faults,
    problem: named ? "Not posted yet: please look at the marked fields." : problem.message,
    ...lost,
  });
}

async function answeredIn(web: Web, req: Request): Promise<FormView["parent"]> {
  const number = readNumber(field(req, "parent"));
  const parent = number === null ? null : await web.world.comments.byNumber(number);
  return parent && isVisible(parent)
    ? { number: parent.number, name: displayName(parent.author) || "Anonymous" }
    : null;
}
