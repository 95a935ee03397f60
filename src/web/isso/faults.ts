import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { Problem, type ProblemKind } from "../../domain/problem.ts";
import type { Words } from "../../i18n/words.ts";
import { statusOf, toProblem } from "../problem-page.ts";
import { readersTags } from "../tongue.ts";
import type { Web } from "../web.ts";
import { reasonOf } from "./guard.ts";
import { sendJson } from "./json.ts";

/** Isso's client waits for ever after a status of 500 and above: what is busy or broken is told as “too many requests”. */
const statuses = {
  ...statusOf,
  invalid: 400,
  unauthorized: 403,
  gone: 404,
  unsupported: 400,
  upstream: 400,
  busy: 429,
  internal: 429,
} satisfies Record<ProblemKind, number>;

/** How many seconds somebody waits who is told nothing sharper. */
const shortWait = 10;

/** Which methods a path of Isso's answers. */
const methods: readonly (readonly [RegExp, string])[] = [
  [/^\/(new|count|preview)\/?$/, "POST"],
  [/^\/id\/\d+\/?$/, "GET, HEAD, PUT, DELETE"],
  [/^\/id\/\d+\/(like|dislike)\/?$/, "POST"],
  [/^\/id\/\d+\/(edit|activate|delete)\/[^/]+\/?$/, "GET, HEAD, POST"],
  [/^\/id\/\d+\/unsubscribe\/[^/]+\/[^/]+\/?$/, "GET, HEAD, POST"],
  [/^\/(config|latest|feed|isso\/thread)\/?$/, "GET, HEAD"],
];

/** How Isso's routes say no. */
export interface Faults {
  /** Answers what no route took: a wrong method for a path that there is, else nothing. */
  refuseMethod: RequestHandler;
  /** Answers problems as Isso does: a page whose paragraph holds the reason, JSON for who asks for nothing else. */
  handler: ErrorRequestHandler;
}

/**
 * The answers to what goes wrong below Isso's paths: to readers in the language that the page asks for, else one that their
 * browser asks for, as its client shows what it is answered; to programs in English, in Isso's words.
 */
export function createFaults({ world, render, tongues }: Pick<Web, "world" | "render" | "tongues">): Faults {
  function send(req: Request, res: Response, status: number, problem: Problem): void {
    res.set("Cache-Control", "no-store");
    if (isProgram(req)) {
      sendJson(res, { message: `${status} ${STATUS_CODES[status] ?? "Problem"}: ${problem.message}` }, status);
      return;
    }
    const words = wordsFor(req);
    const page = { status, name: words.t(`kind.${problem.kind}`), reason: words.said(problem.said) };
    res
      .status(status)
      .set("Content-Language", words.lang)
      .type("html")
      .send(render("isso/fault", page, words));
  }

  function wordsFor(req: Request): Words {
    return isProgram(req) ? tongues.english : tongues.speak(...readersTags(req));
  }

  return {
    refuseMethod(req, res) {
      const allowed = methods.find(([path]) => path.test(req.path))?.[1];
      if (!allowed) throw new Problem("not-found", "There is nothing at this address.");
      res.set("Allow", allowed);
      send(req, res, 405, new Problem("invalid", "The method is not allowed for this address."));
    },
    handler(error: unknown, req, res, next) {
      const problem = readFault(error);
      if (problem.kind === "internal" || problem.kind === "busy") {
        world.log.error({ error: problem.cause ?? problem, path: req.path }, problem.message);
      }
      if (res.headersSent) return next(error);
      const status = statuses[problem.kind];
      const wait = problem.retryAfter ?? (status === 429 ? shortWait : null);
      if (wait !== null) res.set("Retry-After", String(wait));
      const reason = reasonOf(problem);
      if (reason) sendJson(res, { reason, message: wordsFor(req).said(problem.said) }, 403);
      else send(req, res, status, problem);
    },
  };
}

/** Browsers take anything from Isso's API; who wants JSON and nothing else is none. */
function isProgram(req: Request): boolean {
  return req.accepts(["html", "json"]) === "json";
}

function readFault(error: unknown): Problem {
  const type = typeof error === "object" && error !== null && "type" in error ? error.type : undefined;
  if (type === "entity.parse.failed") return new Problem("invalid", "Unable to read JSON request");
  return toProblem(error);
}
