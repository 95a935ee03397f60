import { type Request, type Response, Router } from "express";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createAddSite, type NewSiteField, type NewSiteGiven } from "../../usecases/operate/add-site.ts";
import { createPutAwaySite } from "../../usecases/operate/put-away-site.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

/** What was typed for a new blog, and what is wrong with it. */
interface Shown {
  typed: NewSiteGiven;
  faults?: Partial<Record<NewSiteField, string>>;
}

/** Adding a blog to the node, taking one off it, and putting that back: for the owners of the node. */
export function createBlogRoutes(web: Web): Router {
  const { world, settings } = web;
  const addSite = createAddSite(world, settings.url, settings.decided ?? (() => ({})));
  const putAway = createPutAwaySite(world, (site) => isConfigured(web, site));
  const router = Router();

  router.get("/blogs", (req, res) => draw(res, { typed: givenBy((name) => query(req, name)) }));

  router.post("/blogs", async (req, res) => {
    if (settings.demo) throw new Problem("conflict", "This is the demo, which is forgotten when the node stops.");
    const typed = givenBy((name) => field(req, name));
    const added = await addSite(typed, moderatorOf(res));
    if (added.kind === "faults") return draw(res, { typed, faults: added.faults });
    web.forget();
    return res.redirect(303, `/admin/settings/${added.site._id}?done=added`);
  });

  router.get("/blogs/:site/remove", async (req: Request<{ site: string }>, res) => {
    const site = await putAway.demandRemovable(req.params.site);
    res.type("html").send(
      web.renderForOwner("admin/remove-blog", {
        ...web.top(`Take ${site.name} off the node`, "admin"),
        ...frameOf(res),
        section: "settings",
        said: null,
        site: { id: site._id, name: site.name, home: site.home, handle: web.links.handle(site) },
        followers: (await world.followers.count(site.handle)).toLocaleString("en"),
      }),
    );
  });

  router.post("/blogs/:site/remove", async (req: Request<{ site: string }>, res) => {
    await putAway.remove(req.params.site, moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/settings?done=removed");
  });

  router.post("/blogs/:site/restore", async (req: Request<{ site: string }>, res) => {
    const { _id } = await putAway.restore(req.params.site, moderatorOf(res));
    web.forget();
    res.redirect(303, `/admin/settings/${_id}?done=restored`);
  });

  async function draw(res: Response, { typed, faults = {} }: Shown): Promise<void> {
    const wrong = Object.values(faults).length;
    if (wrong > 0) markProblem(res, new Problem("invalid", "Something that was typed cannot be used."));
    const away = await world.sites.putAway();
    res.type("html").send(
      web.renderForOwner("admin/blogs", {
        ...web.top("Add a blog", "admin"),
        ...frameOf(res),
        section: "settings",
        said: null,
        demo: settings.demo,
        node: new URL(settings.url).host,
        fields: fields.map((one) => ({ ...one, value: typed[one.name], problem: faults[one.name] ?? null })),
        away: away.map(({ _id, name, home, removedAt }) => ({
          id: _id,
          name,
          home,
          since: moment(removedAt ?? world.clock.now()),
        })),
      }),
    );
  }

  return router;
}

/** Whether the start of the node brings a blog along. */
export function isConfigured({ settings }: Pick<Web, "settings">, site: Pick<Site, "home">): boolean {
  return settings.fixed?.(site)["home"] !== undefined;
}

function givenBy(part: (name: NewSiteField) => string): NewSiteGiven {
  return { home: part("home"), handle: part("handle"), feed: part("feed") };
}

const fields = [
  {
    name: "home",
    label: "Address of its front page",
    hint: "Pages below it get threads.",
    example: "https://blog.example.org/",
  },
  {
    name: "handle",
    label: "Name of its account on the fediverse",
    hint: "It cannot be changed later. Leave it empty to have one made of the blog’s host.",
    example: "blog",
  },
  {
    name: "feed",
    label: "Its feed",
    hint: "Leave it empty to have it found by way of the front page, or the sitemap read where there is none.",
    example: "https://blog.example.org/feed.xml",
  },
] as const satisfies readonly { name: NewSiteField; label: string; hint: string; example: string }[];
