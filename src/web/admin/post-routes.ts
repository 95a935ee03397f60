import { type Response, Router } from "express";
import { may } from "../../domain/deeds.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Announcement, Thread } from "../../domain/thread.ts";
import { findMovedWriters } from "../../usecases/moderate/moved-writers.ts";
import { createWriteDown } from "../../usecases/moderate/write-down.ts";
import { importPagesJob } from "../../usecases/publish/jobs.ts";
import { createPollNow } from "../../usecases/publish/poll-now.ts";
import { field, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { describeLevels, viewClosing, viewLevels, viewStay } from "./level-view.ts";
import { logAddress } from "./log-address.ts";
import { viewLooks } from "./looks-view.ts";
import { moderatorOf, signedInOf, sitesOf } from "./session.ts";
import { moment } from "./time.ts";

const perList = 25;
const done: Record<string, string> = {
  published: "On its way to your followers.",
  withdrawn: "Withdrawn. The servers that were told of it are asked to delete it.",
  level: "Done. It holds for what is written from now on.",
  named: "Answers from this account are marked as the author’s from now on.",
  soon: "The blog is looked at now. Load this page again in a moment.",
  imported: "The pages of the sitemap are brought along: they appear under “From before”, their titles one by one.",
  resting: "Not yet: the blog itself asked to be left alone for a while.",
  unnamed: "Answers from this account are like any other’s from now on.",
};

/** The posts of each blog: what waits to be announced, what was, what was taken back, and how its feed and followers do. */
export function createPostRoutes(web: Web, publishes: boolean): Router {
  const { world } = web;
  const pollNow = createPollNow(world);
  const writeDown = createWriteDown(world);
  const router = Router();

  const list = async (site: Site, announcement: Announcement) =>
    (await world.threads.announced(site._id, announcement, { limit: perList })).items.map((thread) =>
      viewPost(thread, site, web),
    );

  router.get("/posts", async (req, res) => {
    const readable = (await web.sites.all()).filter(isReadable(res));
    const asked = readable.find(({ _id }) => _id === query(req, "site")) ?? null;
    const sites = await Promise.all(
      (asked ? [asked] : readable).map(async (site) => ({
        mayPublish: publishes && may(signedInOf(res).person, "posts.publish", site._id),
        name: site.name,
        home: site.home,
        handle: web.links.handle(site),
        followers: (await world.followers.count(site.handle)).toLocaleString("en"),
        id: site._id,
        level: describeLevels({ site, thread: null }, world.clock.now()),
        maySet: may(signedInOf(res).person, "settings.change", site._id),
        asks: site.posting === "ask",
        guests: site.guests,
        feed: site.polling.feed ?? site.feed,
        looks: viewLooks(site, world.clock.now()),
        fault: site.polling.fault,
        writers: await findMovedWriters(world, site),
        waiting: await list(site, "waiting"),
        announced: await list(site, "announced"),
        old: await list(site, "old"),
        withdrawn: await list(site, "withdrawn"),
      })),
    );
    const jobs = await world.jobs.count();
    const tidied = sites.filter(({ id }) => may(signedInOf(res).person, "threads.change", id)).map(({ id }) => id);
    const isAnyGone = (await world.threads.gone(1, tidied)).length > 0;
    res.type("html").send(
      web.renderForOwner("admin/posts", {
        ...web.top("Posts", "admin"),
        ...frameOf(res),
        section: "posts",
        blog: asked?._id ?? "",
        blogs: readable.map(({ _id, name }) => ({ id: _id, name, chosen: _id === asked?._id })),
        said: done[query(req, "done")] ?? null,
        federated: web.settings.federated,
        jobs,
        isAnyGone,
        sites,
      }),
    );
  });

  async function demandSite(id: string): Promise<Site> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    return site;
  }

  router.post("/posts/import", async (req, res) => {
    const { _id, name } = await demandSite(field(req, "site"));
    await world.jobs.put([importPagesJob({ _id }, world.clock.now())], world.clock.now());
    await writeDown({ by: moderatorOf(res), act: "posts.import", site: _id, subject: _id, label: name });
    res.redirect(303, `/admin/posts?done=imported#looks-${_id}`);
  });

  router.post("/posts/look", async (req, res) => {
    const site = await demandSite(field(req, "site"));
    const { kind } = await pollNow(site, { anew: true });
    web.forget();
    res.redirect(303, `/admin/posts?done=${kind}#looks-${site._id}`);
  });

  return router;
}

/** Whether a blog is one of those whose posts are shown to who is signed in. */
function isReadable(res: Response): (site: Pick<Site, "_id">) => boolean {
  const readable = sitesOf(res, "posts.read");
  return ({ _id }) => readable === null || readable.includes(_id);
}

function viewPost(thread: Thread, site: Site, web: Web) {
  const { page, counts, levels = {}, guestsStay = false, closeAfterDays: ownDays = null } = thread;
  const now = web.world.clock.now();
  // Days of its own take the place of the blog's, and are told in their own field.
  const asTheBlogSays = { ...thread, levels: {}, closeAfterDays: ownDays === null ? null : 0 };
  return {
    id: thread._id,
    title: page.title || page.url,
    url: page.url,
    thread: web.links.thread(page.url),
    log: logAddress(thread._id),
    withdraw:
      thread.announcement === "withdrawn" ? null : `/admin/posts/withdraw?thread=${encodeURIComponent(thread._id)}`,
    comments: counts.published,
    level: describeLevels({ site, thread }, now),
    choices: [...viewLevels(levels, { site, thread: asTheBlogSays }, "the blog", now), viewStay(site, guestsStay)],
    closing: viewClosing(site, thread),
    published: page.publishedAt ? moment(page.publishedAt) : null,
    announced: thread.announcedAt ? moment(thread.announcedAt) : null,
  };
}
