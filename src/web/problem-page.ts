import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, Request, Response } from "express";
import type { Log } from "../domain/ports.ts";
import { isProblem, Problem, type ProblemKind } from "../domain/problem.ts";
import { field } from "./middleware/form-body.ts";
import type { PageTop } from "./page.ts";
import type { Render } from "./render.ts";

/** The one table from kinds of problems to HTTP statuses. */
export const statusOf = {
  invalid: 422,
  unauthorized: 401,
  forbidden: 403,
  "not-found": 404,
  gone: 410,
  conflict: 409,
  "too-large": 413,
  unsupported: 415,
  "rate-limited": 429,
  upstream: 502,
  busy: 503,
  internal: 500,
} satisfies Record<ProblemKind, number>;

const internalSentence = "Something went wrong on this server. Nothing you did; the details are in its log.";

/** Turns whatever was thrown into a Problem: those of the body parser are named, everything unknown is `internal`. */
export function toProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  const type = typeof error === "object" && error !== null && "type" in error ? error.type : undefined;
  if (type === "entity.too.large")
    return new Problem("too-large", "That is too much text to be sent at once. Shorten it, please.");
  if (type === "encoding.unsupported" || type === "charset.unsupported") {
    return new Problem("unsupported", "The form was sent in an encoding that cannot be read. Send it as UTF-8.");
  }
  if (typeof type === "string" || error instanceof URIError || isClientFault(error)) {
    return new Problem("invalid", "The request could not be read; it may have been cut off. Please try again.", {
      cause: error,
    });
  }
  return new Problem("internal", internalSentence, { cause: error });
}

/** What the framework and its body parser blame on the request, such as a body that is not compressed as it says. */
function isClientFault(error: unknown): boolean {
  const status = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 0;
  return status >= 400 && status < 500;
}

/** Sets the status and the headers that a problem brings along. */
export function markProblem(res: Response, problem: Problem): void {
  res.status(statusOf[problem.kind]);
  res.set("Cache-Control", "no-store");
  if (problem.retryAfter !== undefined) res.set("Retry-After", String(problem.retryAfter));
}

/** Whether the client would rather have a page than JSON: browsers name HTML, programs do not. */
export function wantsHtml(req: Request): boolean {
  return /\btext\/html\b/i.test(req.get("accept") ?? "");
}

/** Answers every problem of the room: a page for browsers, RFC 9457 `application/problem+json` for the rest; logs once. */
export function createProblemHandler(log: Log, render: Render, top: (title: string) => PageTop): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = toProblem(error);
    const status = statusOf[problem.kind];
    const id = String(res.getHeader("X-Request-Id") ?? "");
    if (status >= 500) log.error({ error: problem.cause ?? problem, req: id, path: req.path }, problem.message);
    if (res.headersSent) {
      next(error);
      return;
    }
    const title = STATUS_CODES[status] ?? "Problem";
    const detail = problem.kind === "internal" ? internalSentence : problem.message;
    markProblem(res, problem);
    if (field(req, "format") === "fragment") {
      res.type("html").send(render("thread/problem", { sentence: detail }));
      return;
    }
    if (wantsHtml(req)) {
      res.type("html").send(render("pages/problem", { ...top(title), status, title, detail, id }));
      return;
    }
    const errors =
      problem.fields && Object.entries(problem.fields).map(([field, sentence]) => ({ field, detail: sentence }));
    const body = {
      type: problem.type ?? "about:blank",
      title,
      status,
      detail,
      instance: id ? `urn:request:${id}` : undefined,
      errors,
    };
    res.type("application/problem+json").send(JSON.stringify(body));
  };
}
