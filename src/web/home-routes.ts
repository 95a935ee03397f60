import { Router } from "express";
import type { Web } from "./web.ts";

/** `/`, which says what this node is, and `/healthz`, which says whether it can read its store. */
export function createHomeRoutes(web: Web): Router {
  const router = Router();

  router.get("/", async (_req, res) => {
    const sites = await web.sites.all();
    const blogs = await Promise.all(
      sites.map(async (site) => ({
        name: site.name,
        home: site.home,
        handle: web.settings.federated ? web.links.handle(site) : null,
        followers: await web.world.followers.count(site.handle),
      })),
    );
    const { demo, url, federated } = web.settings;
    res.set("Cache-Control", "no-cache").type("html");
    res.send(
      web.render("pages/home", { ...web.top("Antiphon"), blogs, demo, federated, node: url, host: new URL(url).host }),
    );
  });

  router.get("/healthz", async (_req, res) => {
    await web.world.sites.all();
    res.set("Cache-Control", "no-store").json({ status: "ok" });
  });

  return router;
}
