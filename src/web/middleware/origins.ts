import type { Request, RequestHandler } from "express";
import { originsOf } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import type { SiteList } from "../site-list.ts";

/** Lets the pages of the configured blogs, and nobody else's, read the answers of these routes. */
export function allowBlogs(sites: SiteList): RequestHandler {
  return async (req, res, next) => {
    const origin = req.get("origin");
    res.vary("Origin");
    if (origin !== undefined && (await sites.all()).some((site) => originsOf(site).includes(origin))) {
      res.set({
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Content-Type, Accept",
        "Access-Control-Max-Age": "7200",
        "Cross-Origin-Resource-Policy": "cross-origin",
      });
    }
    if (req.method === "OPTIONS") {
      res.status(204).end();
      return;
    }
    next();
  };
}

/**
 * Throws `forbidden` when a page of somebody else sent the request. Programs send no `Origin`; a browser that keeps it
 * to itself still says whether it comes from another site.
 */
export function demandOrigin(req: Request, allowed: readonly string[]): void {
  const origin = req.get("origin");
  if (origin !== undefined && allowed.includes(origin)) return;
  const site = req.get("sec-fetch-site");
  if (origin === undefined && (site === undefined || site === "same-origin" || site === "none")) return;
  throw new Problem(
    "forbidden",
    origin === undefined || origin === "null"
      ? sentence("refused.origin")
      : sentence("refused.otherPage", { origin: origin.slice(0, 100) }),
  );
}
