import type { ErrorRequestHandler, RequestHandler } from "express";
import type { Log } from "../../domain/ports.ts";
import { markProblem, statusOf, toProblem } from "../problem-page.ts";

/**
 * What goes with every answer: any page may read it, as nothing in it depends on who asks, and search engines are asked to
 * leave it out, as what a page hides from them would be found here.
 */
export const openHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Link, ETag, Retry-After",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "X-Robots-Tag": "noindex",
};

/** Lets every page read the answers, and answers browsers that ask for leave first. */
export const openForAll: RequestHandler = (req, res, next) => {
  res.set(openHeaders);
  if (req.method !== "OPTIONS") return next();
  res.set({
    "Access-Control-Allow-Methods": "GET, HEAD",
    // Programs that are made for other servers as well send a token along, which is not looked at here.
    "Access-Control-Allow-Headers": req.get("access-control-request-headers") ?? "*",
    "Access-Control-Max-Age": "7200",
  });
  res.status(204).end();
};

/** Tells problems as programs for Mastodon expect them: JSON with the sentence as `error`. */
export function createFaults(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = toProblem(error);
    if (statusOf[problem.kind] >= 500) log.error({ error: problem.cause ?? problem, path: req.path }, problem.message);
    if (res.headersSent) return next(error);
    markProblem(res, problem);
    res.json({ error: problem.message });
  };
}
