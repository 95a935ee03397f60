import express, { type Request, type RequestHandler } from "express";

/** Room for the longest allowed comment in any script, percent-encoded: up to twelve bytes a character. */
const limit = "256kb";

/** Reads a form's body; a larger one is answered 413. */
export const formBody: () => RequestHandler = () => express.urlencoded({ extended: false, limit, parameterLimit: 50 });

/** A field of the form as text: empty when it is missing, the first one when it came twice. */
export function field(req: Request, name: string): string {
  return first(req.body && typeof req.body === "object" ? (req.body as Record<string, unknown>)[name] : undefined);
}

/** A parameter of the address as text, alike. */
export function query(req: Request, name: string): string {
  return first(req.query[name]);
}

function first(value: unknown): string {
  const single: unknown = Array.isArray(value) ? value[0] : value;
  return typeof single === "string" ? single : "";
}
