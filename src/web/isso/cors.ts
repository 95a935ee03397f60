import type { RequestHandler } from "express";
import { originsOf } from "../../domain/address.ts";
import { originOfCall } from "../site-of-call.ts";
import type { Web } from "../web.ts";
import { keyHeader } from "./cookies.ts";

/**
 * Lets the pages of the configured blogs read answers, with cookies. As with Isso exactly one origin is named, whoever
 * asks: a page of somebody else is answered and kept from reading by its browser.
 */
export function createCors(web: Pick<Web, "sites">): RequestHandler {
  return async (req, res, next) => {
    const sites = await web.sites.all();
    const asking = originOfCall(req);
    const allowed = sites.flatMap(originsOf);
    res.vary("Origin");
    res.set({
      "Access-Control-Allow-Origin": allowed.find((origin) => origin === asking) ?? allowed[0] ?? "null",
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Methods": "HEAD, GET, POST, PUT, DELETE",
      "Access-Control-Allow-Headers": `Origin, Referer, Content-Type, ${keyHeader}`,
      "Access-Control-Expose-Headers": "X-Set-Cookie, Date",
      "Access-Control-Max-Age": "7200",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    if (req.method === "OPTIONS") {
      res.status(200).type("text/plain").end();
      return;
    }
    next();
  };
}
