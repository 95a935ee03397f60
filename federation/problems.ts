import type { ServerResponse } from "node:http";
import type { ErrorRequestHandler, Request } from "express";
import type { Log } from "../src/domain/ports.ts";
import { isProblem, Problem, type ProblemKind } from "../src/domain/problem.ts";
import { wantsActivity } from "./negotiate.ts";

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

const titles = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const satisfies Record<(typeof statuses)[ProblemKind] | 405, string>;

/** Problem types of FEP-c180, where one says more than the status does. */
export const problemTypes = {
  mismatch: "https://w3id.org/fep/c180#principal-actor-mismatch",
  notAuthorized: "https://w3id.org/fep/c180#actor-not-authorized",
  tooMany: "https://w3id.org/fep/c180#rate-limit-exceeded",
} as const;

const defaultRetrySeconds = 60;

/** Answers what went wrong at what others may fetch. Whoever would rather have a page is left to whoever draws pages. */
export function answerProblems(log: Log): ErrorRequestHandler {
  const answer = createProblemAnswer(log);
  return (error: unknown, request, response, next) => {
    if (response.headersSent || wantsPage(request)) next(error);
    else answer(error, response);
  };
}

/**
 * Answers what went wrong with a body of RFC 9457. A fault of ours is logged whole and answered with a fixed sentence and
 * a status that makes the sender try again.
 */
export function createProblemAnswer(log: Log) {
  return (error: unknown, response: ServerResponse): void => {
    const problem = toProblem(error);
    if (problem.kind === "internal" || problem.cause === error) log.error({ error }, "A request failed.");
    const status = statuses[problem.kind];
    if (status === 503 || status === 429) response.setHeader("Retry-After", problem.retryAfter ?? defaultRetrySeconds);
    // What is left of an oversized body is not read.
    if (status === 413) response.setHeader("Connection", "close");
    sendProblem(response, status, problem.message, problem.type ?? (status === 429 ? problemTypes.tooMany : undefined));
  };
}

/** Refuses every method but POST, as an inbox is nothing to look at (RFC 9110 §15.5.6). */
export function refuseOtherMethods(response: ServerResponse): void {
  response.setHeader("Allow", "POST");
  sendProblem(response, 405, "An inbox takes activities by POST, and shows nothing.");
}

function sendProblem(
  response: ServerResponse,
  status: keyof typeof titles,
  detail: string,
  type = "about:blank",
): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/problem+json");
  // What was about to be shared may have said so already.
  if (!/no-store/.test(String(response.getHeader("Cache-Control")))) response.setHeader("Cache-Control", "no-store");
  response.end(JSON.stringify({ type, title: titles[status], status, detail }));
}

function toProblem(error: unknown): Problem {
  if (isProblem(error)) return error;
  if (error instanceof URIError) {
    return new Problem("invalid", "The address cannot be read: a percent sign in it stands before no letter of UTF-8.");
  }
  return new Problem("busy", "Something went wrong here; please try again later.", { cause: error });
}

function wantsPage(request: Request): boolean {
  const accept = request.get("accept");
  return /\btext\/html\b/i.test(accept ?? "") && !wantsActivity(accept);
}
