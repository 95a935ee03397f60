import type { Request } from "express";
import { originsOf, parseWebUrl, siteOf } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import type { Site } from "../domain/site.ts";
import { query } from "./middleware/form-body.ts";
import type { SiteList } from "./site-list.ts";
import { webUrl } from "./web-url.ts";

/** The origin of the page that makes a call, as its browser tells it; null when it does not. */
export function originOfCall(req: Request): string | null {
  for (const named of [req.get("origin"), req.get("referer")]) {
    if (named !== undefined && URL.canParse(named)) return new URL(named).origin;
  }
  return null;
}

/**
 * The blog that a call is about: that of its `Origin`, else of its `Referer`, else the only one. Throws `invalid` when
 * none of them tells.
 */
export async function siteOfCall(sites: SiteList, req: Request): Promise<Site> {
  const site = findSite(await sites.all(), req);
  if (site) return site;
  throw new Problem("invalid", "This node serves several blogs, and the request does not say which one it means.");
}

/**
 * The same for what people and programs ask without a page: `site=` may name the address or the handle of the blog.
 * Throws `not-found` where that is no blog of this node, `invalid` for what is neither, and where several could be meant.
 */
export async function siteNamed(sites: SiteList, req: Request): Promise<Site> {
  const all = await sites.all();
  const name = query(req, "site");
  if (name === "") {
    const site = findSite(all, req);
    if (site) return site;
    throw new Problem("invalid", "Say which blog is meant: add ?site= and its address.");
  }
  const site = all.find(({ handle }) => handle === name) ?? siteOf(all, parseWebUrl(name));
  if (site) return site;
  throw new Problem("not-found", sentence("page.foreign"));
}

/** Several blogs may share an origin: then the address of the page tells them apart. */
function findSite(all: readonly Site[], req: Request): Site | null {
  const page = webUrl(req.get("referer") ?? null);
  const byPage = page === null ? null : siteOf(all, page);
  const origin = req.get("origin") ?? "";
  const byOrigin = all.filter((site) => originsOf(site).includes(origin));
  const only = all.length === 1 ? (all[0] ?? null) : null;
  return byOrigin.find((one) => one === byPage) ?? byOrigin[0] ?? byPage ?? only;
}
