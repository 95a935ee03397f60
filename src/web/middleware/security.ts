import type { RequestHandler } from "express";
import helmet from "helmet";
import { pagePolicy, stillPolicy } from "../page.ts";

/** Headers for our own pages. The referrer stays on our origin, as forms without it would be sent from `null`. */
export function security(https: boolean): RequestHandler {
  const common = helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
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
