import type { RequestListener } from "node:http";
import type { RequestHandler } from "express";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { acceptedTags } from "../i18n/languages.ts";
import { parametersOf, readAsked } from "./page-query.ts";
import { markProblem, toProblem } from "./problem-page.ts";
import { sendReady } from "./ready-page.ts";
import type { Variant, Wish } from "./thread-pages.ts";
import type { Web } from "./web.ts";

/** The address of the blog's page in a request's query. Throws `invalid` when it is missing or absurdly long. */
export function demandUrl(text: string): string {
  if (text === "")
    throw new Problem("invalid", "Say which page is meant: add ?url= and the address of the blog's page.");
  if (text.length > 2000) throw new Problem("invalid", sentence("page.longAddress"));
  return text;
}

/** What the address of a fragment asks for. Throws `invalid` for what none of them can ask. */
function readWish(requestUrl: string): Wish {
  const parameters = parametersOf(requestUrl);
  const address = demandUrl(parameters.get("url") ?? "");
  return { address, lang: parameters.get("lang") ?? "", asked: readAsked(parameters) };
}

/** Which form is asked for: `built` says that a page is being made, once, by a generator. */
function variantOf(requestUrl: string): Variant {
  return parametersOf(requestUrl).get("built") ? "built" : "fragment";
}

/**
 * Answers fragments before Express sees the request, which would cost more than finding one in memory does. Whatever is
 * no fragment, or none that can be had, is left to `others`.
 */
export function createFragmentDoor({ pages }: Pick<Web, "pages">, others: RequestListener): RequestListener {
  return (req, res) => {
    const { method, url = "" } = req;
    if (method !== "GET" || !url.startsWith("/fragment?")) return others(req, res);
    const ready = pages.fresh(url);
    if (ready) return sendReady(req, res, ready);
    pages.read(variantOf(url), url, readWish).then(
      (page) => sendReady(req, res, page),
      () => others(req, res),
    );
  };
}

/**
 * `GET /fragment?url=`: one thread as HTML for the blog's page; `sort`, `view`, `after`, `before`, `comment` and `below` say
 * which page of it, `built` that it goes into a page that is made once. Its problems are fragments too, readable from any page, as they are meant for the person who sets a
 * blog up.
 */
export function createFragmentRoute(web: Pick<Web, "pages" | "render" | "tongues" | "world">): RequestHandler {
  return (req, res) =>
    web.pages.read(variantOf(req.url), req.url, readWish).then(
      (page) => sendReady(req, res, page),
      (error: unknown) => {
        const problem = toProblem(error);
        if (problem.kind === "internal") web.world.log.error({ error: problem.cause }, problem.message);
        markProblem(res, problem);
        res.set("Access-Control-Allow-Origin", "*");
        const words = web.tongues.speak(
          parametersOf(req.url).get("lang"),
          ...acceptedTags(req.get("accept-language") ?? ""),
        );
        res.type("html").send(web.render("thread/problem", { sentence: words.said(problem.said) }, words));
      },
    );
}
