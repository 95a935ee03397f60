import { Router } from "express";
import { displayName } from "../../domain/author.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { createLatestComments, type Latest } from "../../usecases/visit/latest-comments.ts";
import { wellFormed } from "../feeds/well-formed.ts";
import { createKeptPages } from "../kept-pages.ts";
import { readyPage } from "../ready-page.ts";
import { siteNamed } from "../site-of-call.ts";
import { htmlOf, telling } from "./comment-object.ts";
import { pathOf } from "./page-path.ts";
import { integer } from "./query.ts";
import type { IssoRoom } from "./room.ts";
import { demandAddress } from "./thread-address.ts";

const maxBytes = 4 * 1024 * 1024;
const headers = { "Cache-Control": "no-cache", Vary: "Origin, Accept-Encoding" };

/** `GET /feed?uri=`: the newest comments of a page as Atom, with the ids that Isso gave them. */
export function createFeedRoute({ web, settings }: IssoRoom): Router {
  const latest = createLatestComments(web.world);
  const pages = createKeptPages(maxBytes);
  const router = Router();

  router.get("/feed", async (req, res) => {
    const site = await siteNamed(web.sites, req);
    const address = demandAddress(req, site);
    const asked = integer(req, "limit");
    const limit = asked === null || asked <= 0 ? settings.feedLimit : Math.min(asked, settings.feedLimit);
    const opened = await web.openThread(address, { wait: false });
    const thread = opened.kind === "thread" ? opened.thread : null;
    const state = thread ? `f${thread.revision.toString(36)}-${site.epoch.toString(36)}-${limit}` : "empty";
    const etag = `W/"${state}-${web.build}"`;
    await pages.send(req, res, {
      key: `${thread?._id ?? address} ${limit}`,
      etag,
      headers,
      async make() {
        const entries = thread ? await latest.onThread(thread, limit) : [];
        const updated = changedAt(entries);
        const xml = web.render("isso/feed", viewFeed(site, thread, address, entries, updated), web.tongues.english);
        const type = { "Content-Type": "text/xml; charset=utf-8", "Last-Modified": updated.toUTCString() };
        return readyPage(wellFormed(xml), etag, { ...headers, ...type });
      },
    });
  });

  function viewFeed(site: Site, thread: Thread | null, address: string, entries: readonly Latest[], updated: Date) {
    const told = telling(web, site, thread);
    const { host } = new URL(site.home);
    const page = thread?.page.url ?? address;
    const uri = thread ? pathOf(thread) : new URL(address).pathname;
    const tag = `tag:${host},2018:/isso`;
    const link = (number: number) => `${page}#isso-${number}`;
    const idOf = (number: number) => `${tag}/${thread?._id}/${number}`;
    return {
      id: `${tag}/thread${uri}`,
      title: `Comments for ${host}${uri}`,
      updated: updated.toISOString(),
      entries: entries.map(({ comment, answered }) => ({
        id: idOf(comment.number),
        title: `Comment #${comment.number}`,
        updated: (comment.editedAt ?? comment.createdAt).toISOString(),
        author: displayName(comment.author),
        href: link(comment.number),
        html: htmlOf(told, comment),
        answered: answered && { id: idOf(answered.number), href: link(answered.number) },
      })),
    };
  }

  return router;
}

function changedAt(entries: readonly Latest[]): Date {
  const times = entries.map(({ comment }) => (comment.editedAt ?? comment.createdAt).getTime());
  return new Date(Math.max(0, ...times));
}
