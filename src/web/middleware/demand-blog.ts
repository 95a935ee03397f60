import type { Request } from "express";
import { originsOf, siteOf } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";
import type { Web } from "../web.ts";
import { field } from "./form-body.ts";
import { demandOrigin } from "./origins.ts";

/**
 * Reads which page a form belongs to, and the id of its site, empty for one that is none of ours. Only our own pages and
 * those of that blog may send it: throws `forbidden`, and `invalid` when no page is named.
 */
export async function demandBlog(web: Web, req: Request): Promise<{ url: string; site: string }> {
  const url = field(req, "url");
  if (url === "") {
    throw new Problem("invalid", "The form does not say which page it belongs to: the field “url” is empty.");
  }
  const site = siteOf(await web.sites.all(), url);
  demandOrigin(req, site ? [web.settings.url, ...originsOf(site)] : [web.settings.url]);
  return { url, site: site?._id ?? "" };
}
