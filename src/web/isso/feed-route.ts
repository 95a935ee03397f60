import { Router } from "express";
import { displayName } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { createReadWholeThread } from "../../usecases/visit/read-whole-thread.ts";
import { query } from "../middleware/form-body.ts";
import { readyPage, sendReady } from "../ready-page.ts";
import { htmlOf, telling } from "./comment-object.ts";
import { flatten } from "./flat-thread.ts";
import { pathOf } from "./page-path.ts";
import { integer } from "./query.ts";
import type { IssoRoom } from "./room.ts";
import { addressOf, siteNamed } from "./site-of-call.ts";

/** An entry of the feed, with the number of the comment that it answers. */
interface Entry {
  comment: Comment;
  parent: number | null;
}

/** What XML has no place for. */
const unspeakable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** `GET /feed?uri=`: the newest comments of a page as Atom, with the ids that Isso gave them. */
export function createFeedRoute({ web, settings }: IssoRoom): Router {
  const readThread = createReadWholeThread(web.world);
  const router = Router();

  router.get("/feed", async (req, res) => {
    const site = await siteNamed(web, req);
    const address = addressOf(site, query(req, "uri"));
    const asked = integer(req, "limit");
    const limit = asked === null || asked <= 0 ? settings.feedLimit : Math.min(asked, settings.feedLimit);
    const opened = await web.openThread(address, { wait: false });
    const thread = opened.kind === "thread" ? opened.thread : null;
    const branches = thread ? await readThread(thread._id) : [];
    const entries = entriesOf(branches).slice(0, limit);
    const updated = changedAt(entries);
    const etag = thread ? `W/"f${thread.revision.toString(36)}-${limit}-${web.build}"` : `W/"empty-${web.build}"`;
    const xml = web.render("isso/feed", viewFeed(site, thread, address, entries, updated), web.tongues.english);
    await sendReady(
      req,
      res,
      readyPage(xml, etag, {
        "Content-Type": "text/xml; charset=utf-8",
        "Cache-Control": "no-cache",
        "Last-Modified": updated.toUTCString(),
        Vary: "Origin, Accept-Encoding",
      }),
    );
  });

  function viewFeed(site: Site, thread: Thread | null, address: string, entries: readonly Entry[], updated: Date) {
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
      entries: entries.map(({ comment, parent }) => ({
        id: idOf(comment.number),
        title: `Comment #${comment.number}`,
        updated: (comment.editedAt ?? comment.createdAt).toISOString(),
        author: speakable(displayName(comment.author)),
        href: link(comment.number),
        html: speakable(htmlOf(told, comment)),
        answered: parent === null ? null : { id: idOf(parent), href: link(parent) },
      })),
    };
  }

  return router;
}

function entriesOf(branches: Parameters<typeof flatten>[0]): Entry[] {
  const entries = flatten(branches).flatMap(({ comment, stub, replies }) => [
    ...(stub ? [] : [{ comment, parent: null }]),
    ...replies.map((reply) => ({ comment: reply, parent: comment.number })),
  ]);
  return entries.sort((a, b) => b.comment.createdAt.getTime() - a.comment.createdAt.getTime());
}

function changedAt(entries: readonly Entry[]): Date {
  const times = entries.map(({ comment }) => (comment.editedAt ?? comment.createdAt).getTime());
  return new Date(Math.max(0, ...times));
}

function speakable(text: string): string {
  return text.replace(unspeakable, "");
}
