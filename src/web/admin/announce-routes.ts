import { Router } from "express";
import type { Moderator } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import { createWithdrawUrl } from "../../usecases/publish/withdraw-url.ts";
import { field, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";

/** Announces a post in somebody's name, however old it is, and also one that was withdrawn. */
export type Publish = (url: string, by: Moderator) => Promise<unknown>;

/** One post goes out to the fediverse, or is taken back from there after a page that asks. */
export function createAnnounceRoutes(web: Web, publish: Publish | null): Router {
  const { world } = web;
  const withdraw = createWithdrawUrl(world);
  const router = Router();

  router.post("/posts/publish", async (req, res) => {
    if (!publish) throw new Problem("forbidden", "This node does not federate, so there is nobody to publish to.");
    const thread = await demandPost(field(req, "thread"));
    await publish(thread.page.url, moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/posts?done=published");
  });

  router.get("/posts/withdraw", async (req, res) => {
    const thread = await demandPost(query(req, "thread"));
    if (thread.announcement === "withdrawn") return res.redirect(303, "/admin/posts?done=withdrawn");
    const { page, counts } = thread;
    const site = await world.sites.get(thread.site);
    res.type("html").send(
      web.renderForOwner("admin/withdraw", {
        ...web.top("Withdraw a post?", "admin"),
        ...frameOf(res),
        section: "posts",
        said: null,
        post: { id: thread._id, title: page.title || page.url, url: page.url },
        comments: counts.published,
        guests: site?.guests ?? false,
        merged: (await world.threads.mergedInto(thread._id)).length,
      }),
    );
  });

  router.post("/posts/withdraw", async (req, res) => {
    const thread = await demandPost(field(req, "thread"));
    await withdraw(thread.page.url, moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/posts?done=withdrawn");
  });

  /** The post of a thread; one that became part of another goes with that one. Throws `not-found`. */
  async function demandPost(id: string): Promise<Thread> {
    const thread = await world.threads.get(id);
    if (!thread || thread.announcement === "merged") throw new Problem("not-found", "There is no such post.");
    return thread;
  }

  return router;
}
