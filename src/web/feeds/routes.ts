import { type Request, type Response, Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import type { Words } from "../../i18n/words.ts";
import { createLatestComments, type Latest } from "../../usecases/visit/latest-comments.ts";
import { createRepliesKeys } from "../../usecases/visit/replies-key.ts";
import { demandUrl } from "../fragment-routes.ts";
import { query } from "../middleware/form-body.ts";
import { siteNamed } from "../site-of-call.ts";
import { foreignAddress } from "../thread-pages.ts";
import { askedLang } from "../tongue.ts";
import { sendKnown } from "../unchanged.ts";
import type { Web } from "../web.ts";
import { type FeedHead, viewFeed } from "./feed-view.ts";
import { feedFormats } from "./formats.ts";

/** So many of the newest comments a feed holds. */
const mostEntries = 50;

/**
 * `/feeds/thread.atom?url=`, `/feeds/site.atom?site=` and `/feeds/replies.atom?to=`, each also as `.rss` and `.json`. Search
 * engines are asked to leave them out, as what a page hides from them would be found here.
 */
export function createFeedRoutes(web: Web): Router {
  const { world, links } = web;
  const latest = createLatestComments(world);
  const keys = createRepliesKeys(world);
  const router = Router();

  router.get("/feeds/thread.:format", async (req, res) => {
    const url = demandUrl(query(req, "url"));
    const opened = await web.openThread(url, { wait: false });
    if (opened.kind === "foreign") throw foreignAddress(url);
    if (opened.kind === "pending") throw new Problem("not-found", sentence("page.nothingYet"));
    const { thread } = opened;
    const { page } = thread;
    const { words } = web.tongue(askedLang(req), opened.site, thread);
    const head = {
      title: words.t("thread.pageTitle", { title: page.title || page.url }),
      id: page.url,
      home: page.url,
      self: links.feed("thread", page.url, formatOf(req)),
      lang: page.lang,
      since: thread.createdAt,
    };
    send(req, res, words, head, await latest.onThread(thread, mostEntries));
  });

  router.get("/feeds/site.:format", async (req, res) => {
    const site = await siteNamed(web.sites, req);
    res.vary("Origin");
    const { words } = web.tongue(askedLang(req), site, null);
    const head = {
      title: words.t("thread.pageTitle", { title: site.name }),
      id: site.home,
      home: site.home,
      self: links.feed("site", site.home, formatOf(req)),
      lang: site.lang,
      since: site.installedAt,
    };
    send(req, res, words, head, await latest.onSite(site, mostEntries));
  });

  router.get("/feeds/replies.:format", async (req, res) => {
    const key = query(req, "to");
    const asked = await world.comments.among(keys.read(key) ?? []);
    const [first] = asked.filter(({ state }) => state === "published" || state === "held");
    const thread = first && (await world.threads.get(first.thread));
    if (!first || !thread) throw new Problem("not-found", sentence("page.feedOver"));
    const { words } = web.tongue(askedLang(req), await web.sites.get(thread.site), thread);
    const self = links.feed("replies", key, formatOf(req));
    const head = { title: words.t("feed.answers"), home: thread.page.url, lang: null, since: first.createdAt };
    const found = await latest.answering(
      asked.map(({ _id }) => _id),
      mostEntries,
    );
    send(req, res, words, { ...head, id: links.feed("replies", key, "atom"), self }, found);
  });

  function send(req: Request, res: Response, words: Words, head: FeedHead, found: readonly Latest[]): void {
    const format = feedFormats[formatOf(req)];
    const text = format.write(web.render, viewFeed(web, words, head, found), words);
    res.set({ "X-Robots-Tag": "noindex", "Access-Control-Allow-Origin": "*" });
    res.set("Cross-Origin-Resource-Policy", "cross-origin");
    sendKnown(req, res, format.type, text);
  }

  return router;
}

function formatOf(req: Request): keyof typeof feedFormats {
  const format = String(req.params["format"]);
  if (format === "atom" || format === "rss" || format === "json") return format;
  throw new Problem("not-found", "Feeds end in .atom, .rss or .json.");
}
