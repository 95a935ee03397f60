import { Problem } from "../domain/problem.ts";
import { type SortOrder, sortOrders } from "../domain/reading.ts";
import type { Wanted } from "../usecases/visit/read-thread.ts";
import { readNumber } from "./comment-number.ts";

/** Which page of a thread an address asks for; a sort that it does not name is the blog's own. */
export type Asked = Omit<Wanted, "sort"> & { sort: SortOrder | null };

/** What an address asks for that says nothing of it. */
export const plainly: Asked = { sort: null, flat: false, after: null, before: null, comment: null, below: null };

const places = ["after", "before", "comment", "below"] as const;

/** Reads `sort`, `view` and the numbers of an address. Throws `invalid` for what none of them can be. */
export function readAsked(parameters: URLSearchParams): Asked {
  const numbers = places.map((name) => [name, placeOf(name, parameters.get(name))] as const);
  return {
    ...plainly,
    ...Object.fromEntries(numbers),
    sort: sortOf(parameters.get("sort")),
    flat: isFlat(parameters.get("view")),
  };
}

/** The same as a query, without what goes without saying; empty for the first page. */
export function askedQuery(asked: Partial<Asked>): string {
  const { sort, flat } = asked;
  const parts = [
    sort ? `sort=${sort}` : "",
    flat ? "view=flat" : "",
    ...places.map((name) => (asked[name] ? `${name}=${asked[name]}` : "")),
  ];
  return parts.filter((part) => part !== "").join("&");
}

/** The parameters of a request's address. */
export function parametersOf(requestUrl: string): URLSearchParams {
  const start = requestUrl.indexOf("?");
  return new URLSearchParams(start < 0 ? "" : requestUrl.slice(start + 1));
}

function placeOf(name: string, text: string | null): number | null {
  if (text === null || text === "") return null;
  const number = readNumber(text);
  if (number !== null) return number;
  throw new Problem("invalid", `“${name}” names a comment by its number.`);
}

function sortOf(text: string | null): SortOrder | null {
  if (text === null || text === "") return null;
  const sort = sortOrders.find((order) => order === text);
  if (sort) return sort;
  throw new Problem("invalid", `Comments are sorted by one of ${sortOrders.join(", ")}.`);
}

function isFlat(text: string | null): boolean {
  if (text === null || text === "" || text === "tree") return false;
  if (text === "flat") return true;
  throw new Problem("invalid", "Comments are viewed as “tree” or “flat”.");
}
