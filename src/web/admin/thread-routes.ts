import { type Response, Router } from "express";
import type { PageKey } from "../../domain/brand.ts";
import { may } from "../../domain/deeds.ts";
import type { Person } from "../../domain/person.ts";
import { postNumber } from "../../domain/post-number.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import { type ThreadAct, undoTakes } from "../../domain/thread-act.ts";
import { createActOnThreads } from "../../usecases/threads/act-on-threads.ts";
import { createFindThreads } from "../../usecases/threads/find-threads.ts";
import { createLookNow } from "../../usecases/threads/look-at-pages.ts";
import { demandThread } from "../../usecases/threads/name-thread.ts";
import type { ThreadPlan } from "../../usecases/threads/plan.ts";
import { createUndoAct } from "../../usecases/threads/undo-act.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { expected } from "./block-routes.ts";
import { frameOf } from "./frame.ts";
import { logAddress } from "./log-address.ts";
import { moderatorOf, signedInOf, sitesOf } from "./session.ts";
import { actPages, createThreadForms, readTyped, type Typed } from "./thread-forms.ts";
import { moment } from "./time.ts";

/** So many acts are offered to be taken back, and so many addresses and lines are shown. */
const shown = { acts: 10, gone: 50, keys: 200, lines: 200 };

/** `/admin/threads`: finds threads, and tidies them up after a look at what that does. */
export function createThreadAdminRoutes(web: Web): Router {
  const { world } = web;
  const findThreads = createFindThreads(world);
  const actOnThreads = createActOnThreads(world);
  const undoAct = createUndoAct(world);
  const lookNow = createLookNow(world);
  const forms = createThreadForms(world);
  const router = Router();

  const locals = (title: string, res: Response) => ({
    ...web.top(title, "admin"),
    ...frameOf(res),
    section: "threads",
    said: null as string | null,
    problem: null as string | null,
  });

  async function drawList(
    res: Response,
    words: string,
    after: string | null,
    told: { said?: string; problem?: Problem },
  ) {
    if (told.problem) markProblem(res, told.problem);
    const { person } = signedInOf(res);
    const sites = sitesOf(res, "threads.change");
    const { threads, next } = await findThreads({ words, after, sites });
    const { items } = await world.threadActs.list({ limit: 200, sites });
    const onward = new URLSearchParams({ q: words, ...(next === null ? {} : { after: next }) });
    const view = {
      ...locals("Threads", res),
      said: told.said ?? null,
      problem: told.problem?.message ?? null,
      words,
      threads: threads.map((thread) => viewThread(thread, web)),
      next: next === null ? null : `/admin/threads?${onward}`,
      sites: (await web.sites.all())
        .filter(({ _id }) => may(person, "threads.remap", _id))
        .map(({ _id, name }) => ({ name, remap: `/admin/threads/remap?site=${encodeURIComponent(_id)}` })),
      gone: (await world.threads.gone(shown.gone, sites)).map((thread) => ({
        ...viewThread(thread, web),
        since: moment(thread.goneSince ?? thread.createdAt),
        follow: `/admin/threads/act?${new URLSearchParams({ do: "rename", thread: thread._id })}`,
      })),
      acts: viewActs(items, person),
    };
    res.type("html").send(web.renderForOwner("admin/threads", view));
  }

  router.get("/threads", async (req, res) => {
    const said = {
      done: "Done.",
      undone: "Taken back.",
      look: "The blog is asked for its pages, one after the other. Load this page again in a while.",
    }[query(req, "done")];
    await drawList(res, query(req, "q").slice(0, 200), query(req, "after") || null, said ? { said } : {});
  });

  router.get("/threads/thread", async (req, res) => {
    const { thread } = await demandThread(world, query(req, "id"));
    const keys = await world.threads.keysOf(thread, shown.keys);
    const merged = await world.threads.mergedInto(thread._id);
    const site = await web.sites.get(thread.site);
    const act = (name: string, to?: string) =>
      `/admin/threads/act?${new URLSearchParams({ do: name, thread: thread._id, ...(to === undefined ? {} : { to }) })}`;
    const view = {
      ...locals(thread.page.title || thread.page.url, res),
      thread: viewThread(thread, web),
      keys: keys.map((key) => ({
        name: nameOfKey(key),
        remove: key === thread.key ? null : act("unalias", key),
      })),
      merged: merged.map(({ page }) => page.url),
      status: site && web.links.status(site.handle, postNumber(thread._id)),
      acts: ["merge", "split", "rename", "alias"].map((name) => ({ label: forms[name]?.heading, href: act(name) })),
    };
    res.type("html").send(web.renderForOwner("admin/thread", view));
  });

  async function drawAct(res: Response, typed: Typed, plan: ThreadPlan | null, problem: Problem | null) {
    const form = formOf(typed);
    if (problem) markProblem(res, problem);
    const thread = typed.thread === "" ? null : await world.threads.get(typed.thread);
    const mayMove = may(signedInOf(res).person, "threads.remap", null);
    const asks = form.asks.filter(({ name }) => name !== "home" || mayMove);
    const view = {
      ...locals(form.heading, res),
      problem: problem?.message ?? null,
      heading: form.heading,
      teaser: form.teaser,
      action: typed.do === "remap" ? "/admin/threads/remap" : "/admin/threads/act",
      asks: asks.map((ask) => ({ ...ask, value: typed[ask.name] })),
      kept: { do: typed.do, thread: typed.thread, site: typed.site },
      thread: thread && viewThread(thread, web),
      seen: seenOf(typed),
      plan: plan && { says: plan.says, lines: plan.lines.slice(0, shown.lines), more: plan.lines.length > shown.lines },
    };
    res.type("html").send(web.renderForOwner("admin/thread-act", view));
  }

  function formOf(typed: Typed) {
    const form = Object.hasOwn(forms, typed.do) ? forms[typed.do] : undefined;
    if (!form) throw new Problem("not-found", "There is no such thing to be done to threads.");
    return form;
  }

  for (const page of actPages) {
    router.get(page, async (req, res) => {
      await drawAct(res, readTyped(req, page), null, null);
    });

    router.post(page, async (req, res) => {
      const typed = readTyped(req, page);
      // What was changed after the look is looked at once more.
      const isMeant = field(req, "take") !== "" && field(req, "seen") === seenOf(typed);
      const work = async () => {
        const plan = await formOf(typed).plan(typed, isMeant);
        if (isMeant) await actOnThreads(plan.planned, moderatorOf(res));
        return plan;
      };
      const plan = await work().catch(expected);
      if (isProblem(plan)) return drawAct(res, typed, null, plan);
      if (!isMeant) return drawAct(res, typed, plan, null);
      web.forget();
      res.redirect(303, "/admin/threads?done=done");
    });
  }

  router.post("/threads/undo", async (req, res) => {
    const problem = await undoAct(field(req, "batch"), moderatorOf(res)).catch(expected);
    web.forget();
    if (isProblem(problem)) return drawList(res, "", null, { problem });
    res.redirect(303, "/admin/threads?done=undone");
  });

  router.post("/threads/look", async (_req, res) => {
    await lookNow(sitesOf(res, "threads.change"));
    res.redirect(303, "/admin/threads?done=look");
  });

  return router;
}

/** Tells what was looked at from what was typed since; browsers send lines with other ends than they got. */
function seenOf(typed: Typed): string {
  return JSON.stringify(Object.values(typed).map((value) => value.replace(/\s+/g, " ").trim()));
}

/** An address that leads to a thread, or what else does, in words. */
function nameOfKey(key: PageKey): string {
  if (key.startsWith("id:")) return `${key.slice(3)} (its id in the feed, or on its page)`;
  return key.startsWith("fediverse:") ? `${key.slice(10)} (the blog’s own post on the fediverse)` : key;
}

function viewThread(thread: Thread, web: Web) {
  const { _id, page, counts } = thread;
  return {
    id: _id,
    title: page.title || page.url,
    url: page.url,
    page: `/admin/threads/thread?id=${encodeURIComponent(_id)}`,
    read: web.links.thread(page.url),
    queue: `/admin/?${new URLSearchParams({ tab: "published", thread: _id })}`,
    log: logAddress(_id),
    published: counts.published,
    held: counts.held,
  };
}

/** The last acts that stand, those that belong together as one, each with whether somebody may take it back. */
function viewActs(acts: readonly ThreadAct[], person: Person) {
  const batches = new Map<string, ThreadAct[]>();
  for (const act of acts.filter(({ state }) => state !== "undone"))
    batches.set(act.batch, [...(batches.get(act.batch) ?? []), act]);
  return [...batches.values()].slice(0, shown.acts).map((batch) => {
    const [first] = batch.sort((a, b) => a.order - b.order) as [ThreadAct];
    const { label, createdAt, work, by } = first;
    const { deed, sites } = undoTakes(batch);
    return {
      batch: first.batch,
      what: what[work.kind],
      label,
      more: batch.length - 1,
      by: by.name,
      at: moment(createdAt),
      mayUndo: sites.every((site) => may(person, deed, site)),
    };
  });
}

const what: Record<ThreadAct["work"]["kind"], string> = {
  merge: "Merged",
  split: "Split",
  rename: "Renamed",
  alias: "Address added",
  unalias: "Address removed",
  home: "Blog moved",
};
