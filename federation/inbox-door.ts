import type { IncomingMessage, ServerResponse } from "node:http";
import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import { findOurActor } from "../src/usecases/receive/our-actor.ts";
import { networkPrefix } from "../src/usecases/visit/visitor.ts";
import { checkMediaType, readBody } from "./incoming/body.ts";
import type { Handled } from "./incoming/handler.ts";
import { createProblemAnswer, refuseOtherMethods } from "./problems.ts";
import type { SignedRequest } from "./signature/claim.ts";

/** The inboxes as others reach them: `/inbox` and `/ap/actors/NAME/inbox`, by POST alone. */
export interface InboxDoor {
  /** Whether a request is for an inbox. */
  isFor(request: IncomingMessage): boolean;
  /**
   * Answers a request for an inbox, of which nobody may have read the body. 202 means that what had to be stored is
   * stored; a store or a sender's server that is away means 503 with Retry-After.
   */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface DoorNeeds extends Pick<World, "sites" | "log"> {
  receive(request: SignedRequest, network: string): Promise<Handled>;
  callerOf(request: IncomingMessage): string;
  /** Milliseconds that one request may take. */
  patienceMs: number;
}

/** As much as others send and take. */
const maxBytes = 1_000_000;

/** The path of an inbox, or its whole address as proxies may ask for it; the name is that of an actor. */
export const inboxPath = /^(?:https?:\/\/[^/?]*)?\/(?:inbox|ap\/actors\/(?<name>[^/?]+)\/inbox)\/?(?:\?|$)/i;

/** Stands on plain requests: what Express makes of one costs twice what its signature does, and nothing here needs it. */
export function createInboxDoor({ receive, callerOf, patienceMs, sites, log }: DoorNeeds): InboxDoor {
  const answerProblem = createProblemAnswer(log);

  async function accept(request: IncomingMessage): Promise<void> {
    checkMediaType(request);
    const { method = "", url: target = "", headers, rawHeaders } = request;
    const name = inboxPath.exec(target)?.groups?.["name"];
    if (name !== undefined && (await findOurActor({ sites }, decodeURIComponent(name))) === null) {
      throw new Problem("not-found", "There is no such actor here.");
    }
    const network = networkPrefix(callerOf(request));
    const body = await readBody(request, maxBytes);
    const handled = await within(patienceMs, receive({ method, target, headers, rawHeaders, body }, network));
    log.debug({ handled }, "An activity came in.");
  }

  return {
    isFor: ({ url = "" }) => inboxPath.test(url),
    async answer(request, response) {
      if (request.method !== "POST") return refuseOtherMethods(response);
      try {
        await accept(request);
        response.statusCode = 202;
        response.end();
      } catch (error) {
        answerProblem(error, response);
      }
    },
  };
}

/** Gives up waiting after a while; the work itself goes on, and may be repeated. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Problem("busy", "This takes too long right now; please try again later.")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
