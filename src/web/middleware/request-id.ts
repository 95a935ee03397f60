import type { RequestHandler } from "express";
import type { Ids } from "../../domain/ports.ts";

/** Gives each request an id that its answer, its problem and its log lines share. */
export function requestId(ids: Pick<Ids, "opaque">): RequestHandler {
  return (_req, res, next) => {
    res.set("X-Request-Id", ids.opaque());
    next();
  };
}
