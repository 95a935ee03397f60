import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../../domain/ports.ts";

/**
 * Gives each request an id that its answer, its problem and its log lines share, and logs one line when it is answered.
 * The line names no address of a reader and no query, as that tells what was read.
 */
export function requestId({ ids, clock, log }: Pick<World, "ids" | "clock" | "log">) {
  return (req: IncomingMessage, res: ServerResponse, next: () => void): void => {
    const id = ids.opaque();
    const { method, url = "" } = req;
    const started = clock.now().getTime();
    res.setHeader("X-Request-Id", id);
    // What the node asks of itself comes without a socket, and is nobody's request.
    if (req.socket.remoteAddress !== undefined)
      res.once("finish", () => {
        const ms = clock.now().getTime() - started;
        const path = url.replace(/\?.*$/s, "");
        log.info({ req: id, method, path, status: res.statusCode, ms }, "A request was answered.");
      });
    next();
  };
}
