import { type Response, Router } from "express";
import { may } from "../../domain/deeds.ts";
import { nodeSettings } from "../../domain/node-settings.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createChangeNode, readNodeChoices } from "../../usecases/operate/change-node.ts";
import { query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf, signedInOf, sitesOf } from "./session.ts";
import { type RefusedSettings, settingsTyped, viewSettings } from "./settings-view.ts";

const done: Record<string, string> = {
  saved: "Saved. It holds from now on.",
  same: "Nothing was changed: all of it was so already.",
  removed: "The blog was put away. You can put it back under “Add a blog”.",
};

/** `/admin/settings`: the blogs of who is signed in, each with its settings; for the node's owners also what holds for all. */
export function createSettingsRoutes(web: Web): Router {
  const { world, settings } = web;
  const changeNode = createChangeNode(world);
  const fixed = settings.fixedForAll ?? {};
  const router = Router();

  router.get("/settings", async (req, res) => {
    const sites = await theirSites(res);
    const [only] = sites;
    if (only && sites.length === 1 && !isOwner(res)) return res.redirect(303, `/admin/settings/${only._id}`);
    return draw(res, sites, null, done[query(req, "done")] ?? null);
  });

  router.post("/settings", async (req, res) => {
    const typed = settingsTyped(req, nodeSettings);
    const outcome = await changeNode(typed, new Set(Object.keys(fixed)), moderatorOf(res));
    if (outcome.kind === "faults") return draw(res, await theirSites(res), { typed, faults: outcome.faults }, null);
    web.forget();
    return res.redirect(303, `/admin/settings?done=${outcome.changed > 0 ? "saved" : "same"}`);
  });

  async function theirSites(res: Response): Promise<Site[]> {
    const theirs = sitesOf(res, "settings.read");
    return (await world.sites.all()).filter(({ _id }) => theirs === null || theirs.includes(_id));
  }

  async function draw(
    res: Response,
    sites: readonly Site[],
    refused: RefusedSettings | null,
    said: string | null,
  ): Promise<void> {
    if (refused) markProblem(res, new Problem("invalid", "Something that was typed cannot be used."));
    const node = isOwner(res)
      ? {
          groups: viewSettings(nodeSettings, await readNodeChoices(world), fixed, refused),
          facts: settings.facts ?? [],
          away: (await world.sites.putAway()).length,
        }
      : null;
    res.type("html").send(
      web.renderForOwner("admin/settings", {
        ...web.top("Settings", "admin"),
        ...frameOf(res),
        section: "settings",
        said,
        sites: sites.map(({ _id, name, home, ...site }) => ({
          id: _id,
          name,
          home,
          handle: web.links.handle(site),
        })),
        node,
      }),
    );
  }

  return router;
}

function isOwner(res: Response): boolean {
  return may(signedInOf(res).person, "settings.change", null);
}
