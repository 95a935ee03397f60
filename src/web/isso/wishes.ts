import type { Request } from "express";
import { Problem } from "../../domain/problem.ts";
import { query } from "../middleware/form-body.ts";
import { decimal, integer } from "./query.ts";
import type { Wishes } from "./thread-object.ts";

/** Reads which comments of a thread a request asks for. Throws `invalid` for what cannot be. */
export function readWishes(req: Request): Wishes {
  const offset = integer(req, "offset") ?? 0;
  if (offset < 0) throw new Problem("invalid", "offset should not be negative");
  const limit = integer(req, "limit");
  const nestedLimit = integer(req, "nested_limit");
  return {
    parent: integer(req, "parent"),
    limit: limit !== null && limit < 0 ? null : limit,
    nestedLimit: nestedLimit === null ? null : Math.max(0, nestedLimit),
    offset,
    after: decimal(req, "after"),
    sort: readSort(query(req, "sort")),
  };
}

function readSort(text: string): Wishes["sort"] {
  if (text === "" || text === "oldest") return "oldest";
  if (text === "newest" || text === "upvotes") return text;
  throw new Problem("invalid", "Invalid sort option. Must be one of: 'newest', 'oldest', 'upvotes'");
}
