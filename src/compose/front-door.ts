import type { IncomingMessage, RequestListener } from "node:http";
import type { World } from "../domain/ports.ts";
import { requestId } from "../web/middleware/request-id.ts";

interface Inbox {
  isFor(request: IncomingMessage): boolean;
  answer: RequestListener;
}

/** Hands what the fediverse sends to the inbox, on plain requests, and everything else to the web. */
export function createFrontDoor(
  world: Pick<World, "ids" | "clock" | "log">,
  inbox: Inbox,
  web: RequestListener,
): RequestListener {
  const name = requestId(world);
  return (request, response) => {
    if (inbox.isFor(request)) name(request, response, () => inbox.answer(request, response));
    else web(request, response);
  };
}
