import type { Request } from "express";
import { originOf } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { query } from "../middleware/form-body.ts";

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
