import { createHash } from "node:crypto";
import { Router } from "express";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import type { Site } from "../domain/site.ts";
import { themeSheet } from "../domain/theme.ts";
import type { Web } from "./web.ts";

/** Where a theme is shown: on a blog's own pages, or on the node's. */
export type ThemePlace = "blog" | "node";

/** The path of a blog's theme, which changes with what is in it; null where nothing was chosen. */
export function themePath(site: Pick<Site, "_id" | "theme">, place: ThemePlace): string | null {
  const sheet = themeSheet(site.theme, place);
  return sheet === null ? null : `/themes/${site._id}/${place}.css?v=${versionOf(sheet)}`;
}

/** `/themes/SITE/blog.css` and `/themes/SITE/node.css`: what an owner chose for a blog's threads, as a style sheet. */
export function createThemeRoutes(web: Pick<Web, "sites">): Router {
  const router = Router();
  router.get("/themes/:site/:place.css", async (req, res) => {
    const { site: id, place } = req.params;
    const site = place === "blog" || place === "node" ? await web.sites.get(id) : null;
    const sheet = themeSheet(site?.theme, place === "node" ? "node" : "blog");
    if (sheet === null) throw new Problem("not-found", sentence("page.nothing"));
    const version = versionOf(sheet);
    res.set({
      "Content-Type": "text/css; charset=utf-8",
      ETag: `"${version}"`,
      // A page of before the last change must not pin what is there now.
      "Cache-Control": req.query["v"] === version ? "public, max-age=31536000, immutable" : "public, max-age=60",
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    if (req.get("if-none-match")?.includes(version)) return res.status(304).end();
    return res.end(sheet);
  });
  return router;
}

function versionOf(sheet: string): string {
  return createHash("sha256").update(sheet).digest("base64url").slice(0, 12);
}
