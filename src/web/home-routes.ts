import { type Request, Router } from "express";
import { createDoctorWord, doctorHeader, type Seen } from "../usecases/operate/doctor-word.ts";
import { readersTags } from "./tongue.ts";
import type { Web } from "./web.ts";

/** `/`, which says what this node is, and `/healthz`, which says whether it can read its store, and to the operator how a request came. */
export function createHomeRoutes(web: Web): Router {
  const router = Router();
  const doctor = createDoctorWord(web.world);

  router.get("/", async (req, res) => {
    const words = web.tongues.speak(...readersTags(req));
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
    res.set({ "Cache-Control": "no-cache", "Content-Language": words.lang }).vary("Accept-Language").type("html");
    const told = { blogs, demo, federated, node: url, host: new URL(url).host };
    res.send(web.render("pages/home", { ...web.top("Antiphon"), ...told }, words));
  });

  router.get("/healthz", async (req, res) => {
    await web.world.sites.all();
    const seen = doctor.holds(req.get(doctorHeader) ?? "") ? seenOf(req) : null;
    res.set("Cache-Control", "no-store").json({ status: "ok", ...(seen ? { seen } : {}) });
  });

  return router;
}

function seenOf(req: Request): Seen {
  const forwarded = req.get("x-forwarded-for") !== undefined || req.get("forwarded") !== undefined;
  return { host: req.get("host") ?? "", forwarded };
}
