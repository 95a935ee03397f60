import { type Response, Router } from "express";
import { may } from "../../domain/deeds.ts";
import { levelOf, levelWords, ways } from "../../domain/level.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { settingsOfNode, siteSettings } from "../../domain/site-settings.ts";
import { lettersOf } from "../../usecases/notify/plan-letters.ts";
import { createChangeSite } from "../../usecases/operate/change-site.ts";
import { query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { isConfigured } from "./blog-routes.ts";
import { frameOf } from "./frame.ts";
import { viewLooks } from "./looks-view.ts";
import { moderatorOf, signedInOf } from "./session.ts";
import { type RefusedSettings, type SettingGroupView, settingsTyped, viewSettings } from "./settings-view.ts";

const done: Record<string, string> = {
  saved: "Saved. It holds from now on.",
  same: "Nothing was changed: all of it was so already.",
  added: "Added. Its feed is looked for now; load this page again in a moment.",
  restored: "It is back as it was.",
};

/** `/admin/settings/SITE`: everything that is decided for one blog, in one form. */
export function createSiteSettingsRoutes(web: Web): Router {
  const { world, settings } = web;
  const changeSite = createChangeSite(world, settings.url);
  const fixedFor = settings.fixed ?? (() => ({}));
  const router = Router();

  async function demand(id: string): Promise<Site> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    return site;
  }

  router.get("/settings/:site", async (req, res) => {
    await draw(res, await demand(req.params.site), null, done[query(req, "done")] ?? null);
  });

  router.post("/settings/:site", async (req, res) => {
    const site = await demand(req.params.site);
    const typed = settingsTyped(req, siteSettings);
    const fixed = new Set([...Object.keys(fixedFor(site)), ...shutTo(res)]);
    const outcome = await changeSite(site._id, typed, fixed, moderatorOf(res));
    if (outcome.kind === "faults") return draw(res, site, { typed, faults: outcome.faults }, null);
    web.forget();
    return res.redirect(303, `/admin/settings/${site._id}?done=${outcome.changed > 0 ? "saved" : "same"}`);
  });

  async function draw(res: Response, site: Site, refused: RefusedSettings | null, said: string | null): Promise<void> {
    if (refused) markProblem(res, new Problem("invalid", "Something that was typed cannot be used."));
    const groups = viewSettings(siteSettings, site, fixedFor(site), refused, shutTo(res));
    res.type("html").send(
      web.renderForOwner("admin/site-settings", {
        ...web.top(`Settings of ${site.name}`, "admin"),
        ...frameOf(res),
        section: "settings",
        blog: site._id,
        said,
        mayRemove:
          may(signedInOf(res).person, "blogs.change", null) &&
          !isConfigured(web, site) &&
          (await world.sites.all()).length > 1,
        wrong: groups.flatMap((group) => group.settings).filter(({ problem }) => problem !== null),
        groups: withNodesLevels(groups, site, world.clock.now()),
        site: {
          id: site._id,
          name: site.name,
          home: site.home,
          handle: web.links.handle(site),
          fault: site.polling.fault,
          pushes: (await world.pushKeys.get(site._id)) !== null,
          looks: viewLooks(site, world.clock.now()),
          letters: lettersOf(site).to.length,
          writers: (site.writers ?? []).map(({ handle }) => handle),
        },
      }),
    );
  }

  return router;
}

/** What who is signed in may read here and not change. */
function shutTo(res: Response): ReadonlySet<string> {
  return may(signedInOf(res).person, "settings.change", null) ? new Set() : settingsOfNode;
}

/** Says what the node says, where a blog goes by it. */
function withNodesLevels(groups: SettingGroupView[], { moderation }: Site, now: Date): SettingGroupView[] {
  const further = { site: { moderation }, thread: null };
  return groups.map((group) => ({
    ...group,
    settings: group.settings.map((setting) => {
      const way = ways.find((one) => one === setting.name);
      if (!way) return setting;
      const label = `like the node: ${levelWords[levelOf(further, way, now).level]}`;
      return { ...setting, choices: setting.choices.map((one) => (one.value === "" ? { ...one, label } : one)) };
    }),
  }));
}
