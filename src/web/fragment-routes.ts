import type { Request, RequestHandler } from "express";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { acceptedTags } from "../i18n/languages.ts";
import { stillPolicy } from "./page.ts";
import { parametersOf, readAsked } from "./page-query.ts";
import { markProblem, toProblem } from "./problem-page.ts";
import { sendReady } from "./ready-page.ts";
import type { Web } from "./web.ts";

/** The address of the blog's page in a request's query. Throws `invalid` when it is missing or absurdly long. */
export function demandUrl(text: string): string {
  if (text === "")
    throw new Problem("invalid", "Say which page is meant: add ?url= and the address of the blog's page.");
  if (text.length > 2000) throw new Problem("invalid", sentence("page.longAddress"));
  return text;
}

/**
 * `GET /fragment?url=`: one thread as HTML for the blog's page; `sort`, `view`, `after`, `before`, `comment` and `below` say
 * which page of it. The usual read touches nothing but memory, which is why
 * it stands in front of everything else. Its problems are fragments too, readable from any page, as they are meant for
 * the person who sets a blog up.
 */
export function createFragmentRoute(web: Pick<Web, "pages" | "render" | "tongues" | "world">): RequestHandler {
  return (req, res) => {
    const ready = web.pages.fresh(req.url);
    if (ready) return sendReady(req, res, ready);
    return answer(req).then(
      (page) => sendReady(req, res, page),
      (error: unknown) => {
        const problem = toProblem(error);
        if (problem.kind === "internal") web.world.log.error({ error: problem.cause }, problem.message);
        markProblem(res, problem);
        res.set({
          "Access-Control-Allow-Origin": "*",
          "Content-Security-Policy": stillPolicy,
          "X-Content-Type-Options": "nosniff",
        });
        const words = web.tongues.speak(
          parametersOf(req.url).get("lang"),
          ...acceptedTags(req.get("accept-language") ?? ""),
        );
        res.type("html").send(web.render("thread/problem", { sentence: words.said(problem.said) }, words));
      },
    );
  };

  async function answer(req: Request) {
    const parameters = parametersOf(req.url);
    const address = demandUrl(parameters.get("url") ?? "");
    const lang = parameters.get("lang") ?? "";
    return web.pages.read("fragment", req.url, { address, lang, asked: readAsked(parameters) });
  }
}
