import type { Request } from "express";
import { originOf, parseWebUrl, siteOf } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import type { Site } from "../domain/site.ts";
import { query } from "./middleware/form-body.ts";
import type { SiteList } from "./site-list.ts";

/**
 * The blog that a request is about: that of the address in `site`, else the one whose page sent it, else the only one.
 * Throws `not-found` for an address of no blog of this node, `invalid` where several could be meant.
 */
export async function askedSite(sites: SiteList, req: Request): Promise<Site> {
  const all = await sites.all();
  const named = query(req, "site");
  if (named !== "") {
    const site = siteOf(all, parseWebUrl(named));
    if (site) return site;
    throw new Problem("not-found", sentence("page.foreign"));
  }
  const origin = req.get("origin");
  const asking = all.find((site) => originOf(site) === origin);
  if (asking) return asking;
  const [only, ...others] = all;
  if (only && others.length === 0) return only;
  throw new Problem("invalid", "Say which blog is meant: add ?site= and its address.");
}
