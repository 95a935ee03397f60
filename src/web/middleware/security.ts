import type { RequestHandler } from "express";
import helmet from "helmet";
import type { World } from "../../domain/ports.ts";
import { pagePolicy, stillPolicy } from "../page.ts";

const year = 31_536_000;

/**
 * What browsers are told of a node behind https: to come by nothing else for a year, nor to hosts below it. A node at a bare
 * domain speaks for itself alone, as what lies below may be somebody else's. Null where the node is not behind https.
 */
export function strictTransport(url: string, isPublicSuffix: World["isPublicSuffix"]): string | null {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:") return null;
  const parent = hostname.slice(hostname.indexOf(".") + 1);
  return `max-age=${year}${isPublicSuffix(parent) ? "" : "; includeSubDomains"}`;
}

/** For all that is answered: what is no page runs nothing, stands in nobody's frame and is what its type says. */
export function everyAnswer(transport: string | null): RequestHandler {
  const headers = {
    "Content-Security-Policy": stillPolicy,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    ...(transport === null ? {} : { "Strict-Transport-Security": transport }),
  };
  return (_req, res, next) => {
    res.set(headers);
    next();
  };
}

/** Headers for our own pages. The referrer stays on our origin, as forms without it would be sent from `null`. */
export function security(): RequestHandler {
  const common = helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: false,
    xFrameOptions: { action: "deny" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
  return (req, res, next) => {
    res.set("Content-Security-Policy", pagePolicy);
    common(req, res, next);
  };
}

/** For what is not there to run anything: no script at all, not even ours. */
export const runNothing: RequestHandler = (_req, res, next) => {
  res.set("Content-Security-Policy", stillPolicy);
  next();
};
