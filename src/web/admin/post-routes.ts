import { type Response, Router } from "express";
import { may } from "../../domain/deeds.ts";
import type { Place } from "../../domain/level.ts";
import { Problem } from "../../domain/problem.ts";
import { type Site, usualLinks } from "../../domain/site.ts";
import type { Announcement, Thread } from "../../domain/thread.ts";
import { field, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { describeLevels, viewLevels } from "./level-view.ts";
import { logAddress } from "./log-address.ts";
import { signedInOf, sitesOf } from "./session.ts";
import { moment } from "./time.ts";

const perList = 25;
const done: Record<string, string> = {
  published: "On its way to your followers.",
  level: "Done. It holds for what is written from now on.",
  named: "Answers from this account are marked as the author’s from now on.",
  unnamed: "Answers from this account are like any other’s from now on.",
};

/** The posts of each blog: what waits to be announced, what was, and how its feed and followers do. */
export function createPostRoutes(web: Web, publish: ((url: string) => Promise<unknown>) | null): Router {
  const { world } = web;
  const router = Router();

  const list = async (site: Site, announcement: Announcement) =>
    (await world.threads.announced(site._id, announcement, { limit: perList })).items.map((thread) =>
      viewPost(thread, site, web),
    );

  router.get("/posts", async (req, res) => {
    const sites = await Promise.all(
      (await web.sites.all()).filter(isReadable(res)).map(async (site) => ({
        mayPublish: publish !== null && may(signedInOf(res).person, "posts.publish", site._id),
        name: site.name,
        home: site.home,
        handle: web.links.handle(site),
        followers: (await world.followers.count(site.handle)).toLocaleString("en"),
        id: site._id,
        level: describeLevels({ site, thread: null }, world.clock.now()),
        choices: viewLevels(site.levels ?? {}, furtherOut(site), "the node", world.clock.now()),
        closeAfterDays: site.closeAfterDays ?? 0,
        mostLinks: site.mostLinks ?? usualLinks,
        accountDays: site.accountDays ?? 0,
        guests: site.guests,
        feed: site.polling.feed ?? site.feed,
        fault: site.polling.fault,
        writers: site.writers ?? [],
        waiting: await list(site, "waiting"),
        announced: await list(site, "announced"),
        old: await list(site, "old"),
      })),
    );
    const jobs = await world.jobs.count();
    res.type("html").send(
      web.renderForOwner("admin/posts", {
        ...web.top("Posts", "admin"),
        ...frameOf(res),
        section: "posts",
        said: done[query(req, "done")] ?? null,
        federated: web.settings.federated,
        jobs,
        sites,
      }),
    );
  });

  router.post("/posts/publish", async (req, res) => {
    if (!publish) throw new Problem("forbidden", "This node does not federate, so there is nobody to publish to.");
    const thread = await world.threads.get(field(req, "thread"));
    if (!thread) throw new Problem("not-found", "There is no such post.");
    await publish(thread.page.url);
    web.forget();
    res.redirect(303, "/admin/posts?done=published");
  });

  return router;
}

/** Whether a blog is one of those whose posts are shown to who is signed in. */
function isReadable(res: Response): (site: Pick<Site, "_id">) => boolean {
  const readable = sitesOf(res, "posts.read");
  return ({ _id }) => readable === null || readable.includes(_id);
}

function viewPost(thread: Thread, site: Site, web: Web) {
  const { page, counts, levels = {} } = thread;
  const now = web.world.clock.now();
  return {
    id: thread._id,
    title: page.title || page.url,
    url: page.url,
    thread: web.links.thread(page.url),
    log: logAddress(thread._id),
    comments: counts.published,
    level: describeLevels({ site, thread }, now),
    choices: viewLevels(levels, { site, thread: { ...thread, levels: {} } }, "the blog", now),
    published: page.publishedAt ? moment(page.publishedAt) : null,
    announced: thread.announcedAt ? moment(thread.announcedAt) : null,
  };
}

/** A blog as it would be if nothing had been decided for it. */
function furtherOut({ moderation }: Site): Place {
  return { site: { moderation }, thread: null };
}
