import express, { type Request, type RequestHandler } from "express";
import { Problem } from "../../domain/problem.ts";

/** Room for the longest allowed comment in any script, percent-encoded: up to twelve bytes a character. */
const usualLimit = "256kb";

/** Room for a list of some ten thousand rules. */
export const listLimit = "4mb";

/** Reads a form's body. Answers `unsupported` to a body that is no form; a larger one is answered 413. */
export function formBody(limit = usualLimit): RequestHandler {
  const read = express.urlencoded({ extended: false, limit, parameterLimit: 200 });
  return (req, res, next) => {
    // The form of a file, or a longer one, was read before.
    if (req.body !== undefined) return next();
    if (req.is("urlencoded") !== false) return read(req, res, next);
    // A turn later what came with the head was parsed: a body that is broken is refused as that.
    setImmediate(() => next(new Problem("unsupported", "Send the form as application/x-www-form-urlencoded.")));
  };
}

/** A field of the form as text: empty when it is missing, the first one when it came twice. */
export function field(req: Request, name: string): string {
  return first(req.body && typeof req.body === "object" ? (req.body as Record<string, unknown>)[name] : undefined);
}

/** All values of a field that may come several times. */
export function fields(req: Request, name: string): string[] {
  const value = req.body && typeof req.body === "object" ? (req.body as Record<string, unknown>)[name] : undefined;
  return [value].flat().filter((one) => typeof one === "string");
}

/** A parameter of the address as text, alike. */
export function query(req: Request, name: string): string {
  return first(req.query[name]);
}

/** Reads what a form brought, or the address of a page that shows it. */
export function readerOf(req: Request): (name: string) => string {
  return (name) => (req.method === "POST" ? field(req, name) : query(req, name));
}

function first(value: unknown): string {
  const single: unknown = Array.isArray(value) ? value[0] : value;
  return typeof single === "string" ? single : "";
}
