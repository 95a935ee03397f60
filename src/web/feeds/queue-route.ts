import { Router } from "express";
import { displayName } from "../../domain/author.ts";
import { sentenceIn } from "../../domain/verdict.ts";
import { createQueueFeeds } from "../../usecases/moderate/queue-feeds.ts";
import { query } from "../middleware/form-body.ts";
import { sendKnown } from "../unchanged.ts";
import type { Web } from "../web.ts";
import { type EntryView, entryId, type FeedView } from "./feed-view.ts";
import { feedFormats } from "./formats.ts";

const mostEntries = 50;
const excerptLength = 300;

/** `/feeds/queue.atom?key=`: what waits on a blog, for its owner's feed reader. Nothing can be done from it but to sign in. */
export function createQueueFeedRoute(web: Web): Router {
  const { world, links } = web;
  const { english } = web.tongues;
  const feeds = createQueueFeeds(world);
  const router = Router();

  router.get("/feeds/queue.atom", async (req, res) => {
    const key = query(req, "key");
    const site = await feeds.demand(key);
    const { items } = await world.comments.inState("held", { site: site._id, hidden: false, limit: mostEntries });
    const threads = new Map(
      (await world.threads.among(items.map(({ thread }) => thread))).map((one) => [one._id, one]),
    );
    const entries = items.map((comment): EntryView => {
      const page = threads.get(comment.thread)?.page;
      const name = displayName(comment.author) || english.t("comment.anonymous");
      const excerpt = world.html.toText(comment.html, excerptLength);
      const why = comment.heldFor.map(sentenceIn);
      return {
        id: entryId(comment, page?.url ?? site.home),
        title: english.t("feed.entry", { name, title: page?.title || page?.url || site.home }),
        href: `${links.queue()}#comment-${comment.number}`,
        author: { name, url: null },
        published: comment.createdAt,
        updated: comment.editedAt ?? comment.createdAt,
        lang: comment.lang,
        html: web.render("feeds/waiting", { excerpt, why }, english).trim(),
        answered: null,
      };
    });
    const self = links.queueFeed(key);
    const updated = entries.reduce((last, entry) => (entry.updated > last ? entry.updated : last), site.installedAt);
    const title = `Waiting on ${site.name || site.home}`;
    const view: FeedView = { title, id: `${site.home}#queue`, home: links.queue(), self, lang: "en", updated, entries };
    res.set({ "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" });
    const { type, write } = feedFormats.atom;
    sendKnown(req, res, type, write(web.render, view, english), { isPrivate: true });
  });

  return router;
}
