import type { Request, Response } from "express";
import { Router } from "express";
import { newsKinds } from "../../domain/notice.ts";
import { isProblem, type Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { newsLabels, presets, shownUrl, type Webhook } from "../../domain/webhook.ts";
import { createManageHooks, type HookGiven } from "../../usecases/notify/manage-hooks.ts";
import type { HookTools } from "../../usecases/notify/send-hook.ts";
import { field, fields, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

const done: Record<string, string> = {
  tested: "It was taken. Look whether it arrived.",
  resumed: "It hears of what comes from now on.",
  removed: "Removed.",
};

const presetLabels = {
  generic: "A program (signed JSON)",
  ntfy: "ntfy",
  slack: "Slack",
  discord: "Discord",
  telegram: "Telegram",
  matrix: "Matrix, by an account",
  hookshot: "Matrix, by hookshot",
} as const satisfies Record<(typeof presets)[number], string>;

/** What the page tells beside the webhooks. */
interface Told {
  said?: string | null;
  problem?: Problem | null;
  given?: HookGiven;
  /** The secret of the webhook that was just added, shown this once. */
  secret?: string | null;
}

const empty: HookGiven = {
  preset: "generic",
  name: "",
  url: "",
  secret: "",
  room: "",
  events: ["comment.held"],
  site: "",
};

/** `/admin/webhooks`: where messages go, how that does, and a form for another one. Secrets are shown once. */
export function createHookRoutes(web: Web, tools: HookTools): Router {
  const { world } = web;
  const manage = createManageHooks(world, tools);
  const router = Router();

  router.get("/webhooks", (req, res) => draw(res, { said: done[query(req, "done")] ?? null }));

  router.post("/webhooks", async (req, res) => {
    const given = givenIn(req);
    const added = await manage.add(given, moderatorOf(res)).catch((error: unknown) => {
      if (isProblem(error, "invalid")) return error;
      throw error;
    });
    if (isProblem(added)) return draw(res, { problem: added, given });
    const secret = added.preset === "generic" ? added.secret : null;
    return draw(res, { said: `${added.name} is added. Send a test message to it.`, secret });
  });

  router.post("/webhooks/test", async (req, res) => {
    const sent = await manage.test(field(req, "id"));
    if (sent.kind === "sent") return res.redirect(303, "/admin/webhooks?done=tested");
    return draw(res, { said: `It was not taken: ${sent.reason}` });
  });

  router.post("/webhooks/resume", async (req, res) => {
    await manage.resume(field(req, "id"), moderatorOf(res));
    res.redirect(303, "/admin/webhooks?done=resumed");
  });

  router.post("/webhooks/remove", async (req, res) => {
    await manage.remove(field(req, "id"), moderatorOf(res));
    res.redirect(303, "/admin/webhooks?done=removed");
  });

  async function draw(
    res: Response,
    { said = null, problem = null, given = empty, secret = null }: Told,
  ): Promise<void> {
    if (problem) markProblem(res, problem);
    const hooks = await world.webhooks.list();
    const sites = await world.sites.all();
    const named = (site: Site) => site.name || site.home;
    res.type("html").send(
      web.renderForOwner("admin/webhooks", {
        ...web.top("Webhooks", "admin"),
        ...frameOf(res),
        section: "webhooks",
        said,
        secret,
        problem: problem?.message ?? null,
        hooks: hooks.map((hook) => viewHook(hook, sites)),
        stopped: hooks.filter(({ stoppedAt }) => stoppedAt !== null).length,
        given: { name: given.name, url: given.url, room: given.room },
        kinds: presets.map((value) => ({ value, label: presetLabels[value], chosen: value === given.preset })),
        newsKinds: newsKinds.map((value) => ({
          value,
          label: newsLabels[value],
          chosen: given.events.includes(value),
        })),
        sites: sites.map((site) => ({ value: site._id, label: named(site), chosen: site._id === given.site })),
      }),
    );
  }

  return router;
}

function givenIn(req: Request): HookGiven {
  const text = (name: string) => field(req, name);
  return {
    preset: text("preset"),
    name: text("name"),
    url: text("url"),
    secret: text("secret"),
    room: text("room"),
    events: fields(req, "events"),
    site: text("site"),
  };
}

function viewHook(hook: Webhook, sites: readonly Site[]) {
  const { _id, name, preset, site, events, sentAt, fault, stoppedAt } = hook;
  const blog = site === null ? null : sites.find((one) => one._id === site);
  return {
    id: _id,
    name,
    kind: presetLabels[preset],
    url: shownUrl(hook),
    site: blog ? blog.name || blog.home : null,
    events: events.map((kind) => newsLabels[kind]).join("; "),
    sentAt: sentAt && moment(sentAt),
    stopped: stoppedAt && moment(stoppedAt),
    fault,
  };
}
