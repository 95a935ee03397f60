import { Router } from "express";
import { isVisible } from "../domain/comment.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { createCountComments } from "../usecases/visit/count-comments.ts";
import { createLatestComments } from "../usecases/visit/latest-comments.ts";
import { readNumber } from "./comment-number.ts";
import { viewComment } from "./comment-view.ts";
import { query } from "./middleware/form-body.ts";
import { allowBlogs } from "./middleware/origins.ts";
import { parametersOf } from "./page-query.ts";
import { siteNamed } from "./site-of-call.ts";
import { askedLang } from "./tongue.ts";
import { sendKnown } from "./unchanged.ts";
import type { Web } from "./web.ts";

const mostCounted = 100;
const mostRecent = 50;
const usualRecent = 5;
const excerpt = 160;

/**
 * What pages of a blog show beside threads: `/counts` says how many comments some pages have, `/recent` which were written
 * last, and `/c/NUMBER` leads to where a comment stands. Nothing is stored or looked up elsewhere for any of them.
 */
export function createReadingRoutes(web: Web): Router {
  const { world, links } = web;
  const latest = createLatestComments(world);
  const count = createCountComments({ threads: world.threads, sites: web.sites });
  const router = Router();

  router.get("/counts", allowBlogs(web.sites), async (req, res) => {
    const urls = parametersOf(req.url).getAll("url");
    if (urls.length === 0 || urls.length > mostCounted)
      throw new Problem("invalid", `Name the pages to be counted: url=ADDRESS, once for each, ${mostCounted} at most.`);
    const counts = await Promise.all(urls.map(async (url) => [url, await count(url)] as const));
    const told = { counts: Object.fromEntries(counts), ...labelsOf(counts, askedLang(req)) };
    sendKnown(req, res, "application/json; charset=utf-8", JSON.stringify(told));
  });

  router.get("/recent", allowBlogs(web.sites), async (req, res) => {
    const site = await siteNamed(web.sites, req);
    const { words } = web.tongue(askedLang(req), site, null);
    const found = await latest.onSite(site, limitOf(query(req, "limit")));
    const comments = found.map(({ comment, thread }) => {
      const { page } = thread;
      const view = viewComment({ words, links, url: page.url, now: world.clock.now(), open: false }, comment);
      const text = comment.warning === null ? world.html.toText(comment.html, excerpt) : null;
      return { ...view, text, href: `${page.url}#comment-${comment.number}`, title: page.title || page.url };
    });
    res.vary("Accept");
    if (query(req, "format") !== "json" && req.accepts(["html", "json"]) !== "json")
      return sendKnown(req, res, "text/html; charset=utf-8", web.render("thread/recent", { comments }, words));
    const told = comments.map(({ number, name, href, title, text, time }) => ({
      number,
      author: name,
      url: href,
      title,
      text,
      published: time.iso,
    }));
    sendKnown(req, res, "application/json; charset=utf-8", JSON.stringify({ comments: told }));
  });

  router.get("/c/:number", async (req, res) => {
    const number = readNumber(req.params.number);
    const comment = number === null ? null : await world.comments.byNumber(number);
    const thread = comment && isVisible(comment) ? await world.threads.get(comment.thread) : null;
    if (!comment || !thread) throw new Problem("not-found", sentence("page.noComment"));
    res.set("Cache-Control", "no-cache").redirect(302, `${thread.page.url}#comment-${comment.number}`);
  });

  /** The counts in words, for pages that say in which language. */
  function labelsOf(counts: readonly (readonly [string, number])[], lang: string): object {
    if (lang === "") return {};
    const { words } = web.tongue(lang, null, null);
    return {
      labels: Object.fromEntries(counts.map(([url, shown]) => [url, words.t("thread.title", { count: shown })])),
    };
  }

  return router;
}

function limitOf(text: string): number {
  if (text === "") return usualRecent;
  const number = readNumber(text);
  if (number !== null && number <= mostRecent) return number;
  throw new Problem("invalid", `“limit” is a number from 1 to ${mostRecent}.`);
}
