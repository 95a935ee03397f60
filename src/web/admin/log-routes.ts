import { Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { createReadJournal } from "../../usecases/moderate/read-journal.ts";
import { query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { logAddress } from "./log-address.ts";
import { moment } from "./time.ts";

const perPage = 50;

/** What happened to a post, what was dropped and why, for its owner. */
export function createLogRoutes(web: Web): Router {
  const { world } = web;
  const readJournal = createReadJournal(world);
  const router = Router();

  router.get("/log", async (req, res) => {
    const id = query(req, "thread") || null;
    const thread = id === null ? null : await world.threads.get(id);
    if (id !== null && !thread) throw new Problem("not-found", "There is no such post.");
    await world.journal.written();
    const { items, next } = await readJournal(id, { after: query(req, "after") || null, limit: perPage });
    const title = thread ? thread.page.title || thread.page.url : null;
    res.type("html").send(
      web.renderForOwner("admin/log", {
        ...web.top("What happened", "admin"),
        ...frameOf(res),
        section: thread ? "posts" : "log",
        said: null,
        post: thread && { title, url: thread.page.url, thread: web.links.thread(thread.page.url) },
        lines: items.map(({ at, ...line }) => ({ ...line, time: moment(at) })),
        next: next === null ? null : logAddress(id, next),
      }),
    );
  });

  return router;
}
