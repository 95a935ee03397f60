import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, Request, Response } from "express";
import type { Log } from "../domain/ports.ts";
import { isProblem, Problem, type ProblemKind } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import type { Tongues } from "../i18n/tongues.ts";
import { field } from "./middleware/form-body.ts";
import { type PageTop, stillPolicy } from "./page.ts";
import type { Render } from "./render.ts";
import { readersTags } from "./tongue.ts";

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

/** Turns whatever was thrown into a Problem: those of the body parser are named, everything unknown is `internal`. */
export function toProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  const type = typeof error === "object" && error !== null && "type" in error ? error.type : undefined;
  if (type === "entity.too.large") return new Problem("too-large", sentence("refused.tooMuch"));
  if (type === "encoding.unsupported" || type === "charset.unsupported") {
    return new Problem("unsupported", sentence("refused.encoding"));
  }
  if (typeof type === "string" || error instanceof URIError || isClientFault(error)) {
    return new Problem("invalid", sentence("refused.unreadable"), { cause: error });
  }
  return new Problem("internal", sentence("server.fault"), { cause: error });
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
export function createProblemHandler(
  log: Log,
  { render, top, tongues }: { render: Render; top: (title: string) => PageTop; tongues: Tongues },
): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = toProblem(error);
    const status = statusOf[problem.kind];
    const id = String(res.getHeader("X-Request-Id") ?? "");
    if (status >= 500) log.error({ error: problem.cause ?? problem, req: id, path: req.path }, problem.message);
    if (res.headersSent) {
      next(error);
      return;
    }
    const told = problem.kind === "internal" ? sentence("server.fault") : problem.said;
    markProblem(res, problem);
    res.set("Content-Security-Policy", stillPolicy);
    const isPart = field(req, "format") === "fragment";
    if (isPart || wantsHtml(req)) {
      const words = tongues.speak(...readersTags(req));
      const page = { ...top(words.t(`kind.${problem.kind}`)), status, detail: words.said(told), id };
      res.set("Content-Language", words.lang).type("html");
      res.send(
        isPart ? render("thread/problem", { sentence: page.detail }, words) : render("pages/problem", page, words),
      );
      return;
    }
    const detail = problem.kind === "internal" ? tongues.english.said(told) : problem.message;
    const errors =
      problem.fields &&
      Object.entries(problem.fields).map(([field, said]) => ({ field, detail: tongues.english.said(said) }));
    const body = {
      type: problem.type ?? "about:blank",
      title: STATUS_CODES[status] ?? "Problem",
      status,
      detail,
      instance: id ? `urn:request:${id}` : undefined,
      errors,
    };
    res.type("application/problem+json").send(JSON.stringify(body));
  };
}
