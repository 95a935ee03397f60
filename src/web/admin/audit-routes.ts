import { Router } from "express";
import { type Act, acts } from "../../domain/audit.ts";
import { query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { viewAct } from "./audit-view.ts";
import { frameOf } from "./frame.ts";

const perPage = 50;

/** `/admin/audit`: who did what on the owner's side, by person, by kind of act, by blog. */
export function createAuditRoutes(web: Web): Router {
  const { world } = web;
  const router = Router();

  router.get("/audit", async (req, res) => {
    const asked = { by: query(req, "by"), act: query(req, "act"), site: query(req, "site") };
    const which = {
      ...(asked.by ? { by: asked.by } : {}),
      ...(isAct(asked.act) ? { act: asked.act } : {}),
      ...(asked.site ? { site: asked.site } : {}),
    };
    const { items, next } = await world.audit.list(which, { after: query(req, "after") || null, limit: perPage });
    res.type("html").send(
      web.renderForOwner("admin/audit", {
        ...web.top("Who did what", "admin"),
        ...frameOf(res),
        section: "audit",
        blog: asked.site,
        said: null,
        asked,
        who: asked.by ? (items[0]?.by.name ?? asked.by) : null,
        sites: (await web.sites.all()).map(({ _id, name }) => ({ id: _id, name })),
        acts: Object.entries(acts).map(([name, label]) => ({ name, label })),
        lines: items.map(viewAct),
        next: next === null ? null : addressOf({ ...asked, after: next }),
        all: Object.keys(which).length > 0,
      }),
    );
  });

  return router;
}

function isAct(name: string): name is Act {
  return Object.hasOwn(acts, name);
}

function addressOf(wanted: Record<string, string>): string {
  const given = Object.entries(wanted).filter(([, value]) => value !== "");
  return `/admin/audit?${new URLSearchParams(given)}`;
}
