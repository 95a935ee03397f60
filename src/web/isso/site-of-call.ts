import type { Request } from "express";
import { originOf, siteOf } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";

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
export async function siteOfCall(web: Pick<Web, "sites">, req: Request): Promise<Site> {
  const sites = await web.sites.all();
  const referer = req.get("referer");
  const byPage = referer !== undefined && isWeb(referer) ? siteOf(sites, referer) : null;
  const origin = req.get("origin");
  const byOrigin = sites.filter((site) => originOf(site) === origin);
  // Several blogs may share an origin: then the address of the page tells them apart.
  const site =
    byOrigin.find((one) => one === byPage) ?? byOrigin[0] ?? byPage ?? (sites.length === 1 ? sites[0] : null);
  if (site) return site;
  throw new Problem("invalid", "This node serves several blogs, and the request does not say which one it means.");
}

/** The same for what people and programs ask without a page: `site=` may name the address or the handle of the blog. */
export async function siteNamed(web: Pick<Web, "sites">, req: Request): Promise<Site> {
  const name = query(req, "site");
  if (name === "") return siteOfCall(web, req);
  const sites = await web.sites.all();
  const site = sites.find(({ handle }) => handle === name) ?? (isWeb(name) ? siteOf(sites, name) : null);
  if (site) return site;
  throw new Problem("invalid", `There is no blog “${name.slice(0, 100)}” here.`);
}

/** The address that a thread key of Isso's stands for: a path of the blog's origin. Null when it is none. */
export function addressOf(site: Site, uri: string): string | null {
  const origin = originOf(site);
  return uri !== "" && URL.canParse(uri, origin) ? new URL(uri, origin).href : null;
}

/** The address that a call names in `uri`. Throws `invalid` when there is none. */
export function demandAddress(req: Request, site: Site): string {
  const uri = query(req, "uri");
  if (uri === "") throw new Problem("invalid", "missing uri query");
  const address = addressOf(site, uri);
  if (address !== null) return address;
  throw new Problem("invalid", `“${uri.slice(0, 100)}” is not the address of a page.`);
}

function isWeb(address: string): boolean {
  return URL.canParse(address) && /^https?:/i.test(address);
}
