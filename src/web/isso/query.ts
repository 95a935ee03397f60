import type { Request } from "express";
import { Problem } from "../../domain/problem.ts";
import { query } from "../middleware/form-body.ts";

/** A whole number in the query; null when it is left out. Throws `invalid` for anything else. */
export function integer(req: Request, name: string): number | null {
  const text = query(req, name).trim();
  if (text === "" && !(name in req.query)) return null;
  const number = Number(text);
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new Problem("invalid", `${name} is not a whole number`);
}

/** A number in the query, alike. */
export function decimal(req: Request, name: string): number | null {
  const text = query(req, name).trim();
  if (text === "" && !(name in req.query)) return null;
  const number = Number(text);
  if (text !== "" && Number.isFinite(number)) return number;
  throw new Problem("invalid", `${name} is not a number`);
}

/** Whether sources are asked for instead of HTML. */
export function isPlain(req: Request): boolean {
  return "plain" in req.query && query(req, "plain") !== "0";
}
