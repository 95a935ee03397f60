import type { NextFunction, Request, Response } from "express";
import type { Log } from "../../src/domain/ports.ts";
import { isProblem, Problem, type ProblemKind } from "../../src/domain/problem.ts";

/** What other servers are answered, as they read statuses: 4xx is final to most, 503 and 429 ask for another try. */
const statuses = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  "not-found": 404,
  gone: 410,
  conflict: 409,
  "too-large": 413,
  unsupported: 415,
  "rate-limited": 429,
  upstream: 503,
  busy: 503,
  internal: 500,
} as const satisfies Record<ProblemKind, number>;

const titles: Record<(typeof statuses)[ProblemKind], string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** Problem types of FEP-c180, where one says more than the status does. */
export const problemTypes = {
  mismatch: "https://w3id.org/fep/c180#principal-actor-mismatch",
  notAuthorized: "https://w3id.org/fep/c180#actor-not-authorized",
  tooMany: "https://w3id.org/fep/c180#rate-limit-exceeded",
} as const;

const defaultRetrySeconds = 60;

/**
 * Answers what went wrong at an inbox with a body of RFC 9457. A fault of ours is logged whole and answered with a fixed
 * sentence and a status that makes the sender try again.
 */
export function answerProblems(log: Log) {
  return function answer(error: unknown, _request: Request, response: Response, next: NextFunction): void {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = isProblem(error)
      ? error
      : new Problem("busy", "Something went wrong here; please try again later.");
    if (problem !== error || problem.kind === "internal") log.error({ error }, "An inbox request failed.");
    const status = statuses[problem.kind];
    if (status === 503 || status === 429) response.setHeader("Retry-After", problem.retryAfter ?? defaultRetrySeconds);
    // What is left of an oversized body is not read.
    if (status === 413) response.setHeader("Connection", "close");
    response.statusCode = status;
    response.setHeader("Content-Type", "application/problem+json");
    const type = problem.type ?? (status === 429 ? problemTypes.tooMany : "about:blank");
    response.end(JSON.stringify({ type, title: titles[status], status, detail: problem.message }));
  };
}
