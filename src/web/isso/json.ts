import express, { type Request, type RequestHandler, type Response } from "express";
import { originsOf } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";
import { demandOrigin } from "../middleware/origins.ts";
import type { Web } from "../web.ts";

const limit = "256kb";

/** Reads a JSON body whatever type it says it is, as Isso does; bodies of other shapes are told apart by who reads them. */
export function jsonBody(): RequestHandler {
  return express.json({ type: () => true, limit, strict: false });
}

/** The body as an object. Throws `invalid` for everything else. */
export function objectIn(req: Request): Record<string, unknown> {
  const body: unknown = req.body;
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new Problem("invalid", "Unable to read JSON request: an object is expected");
}

/** Answers with JSON, in the very type that Isso names. */
export function sendJson(res: Response, body: unknown, status = 200): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.status(status);
  // Express would add a charset, which Isso does not name.
  res.setHeader("Content-Type", "application/json");
  res.setHeader("Content-Length", bytes.length);
  if (!res.hasHeader("Cache-Control")) res.set("Cache-Control", "no-store");
  res.end(bytes);
}

/**
 * Keeps pages of others from acting for a reader: a body that says it is no JSON is refused, as a form would send one, and
 * so is a page that is none of the blogs'. A request without a type is let through, as Isso's clients may send one.
 */
export function refuseForeign(web: Pick<Web, "sites" | "settings">): RequestHandler {
  return async (req, _res, next) => {
    const type = req.get("content-type");
    if (type !== undefined && type !== "" && !type.startsWith("application/json"))
      throw new Problem("forbidden", "CSRF");
    demandOrigin(req, [web.settings.url, ...(await web.sites.all()).flatMap(originsOf)]);
    next();
  };
}
