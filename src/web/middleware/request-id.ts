import type { RequestHandler } from "express";
import type { World } from "../../domain/ports.ts";

/**
 * Gives each request an id that its answer, its problem and its log lines share, and logs one line when it is answered.
 * The line names no address of a reader and no query, as that tells what was read.
 */
export function requestId({ ids, clock, log }: Pick<World, "ids" | "clock" | "log">): RequestHandler {
  return (req, res, next) => {
    const id = ids.opaque();
    const { method, path } = req;
    const started = clock.now().getTime();
    res.set("X-Request-Id", id);
    // What the node asks of itself comes without a socket, and is nobody's request.
    if (req.socket.remoteAddress !== undefined)
      res.once("finish", () => {
        const ms = clock.now().getTime() - started;
        log.info({ req: id, method, path, status: res.statusCode, ms }, "A request was answered.");
      });
    next();
  };
}
