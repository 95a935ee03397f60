import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import { field, query } from "./middleware/form-body.ts";

const cookieName = "antiphon_own";
const keptSeconds = 180 * 24 * 3600;
const mostKeys = 10;

/** The keys of own comments that a browser shows: in its cookie, or sent along by the script of a blog's page. */
export function ownKeys(req: Request): string[] {
  return [...cookieKeys(req), ...field(req, "keys").split(" ")].filter((key) => key !== "").slice(0, mostKeys * 2);
}

/** Whether the browser has a cookie with keys, so that its pages are its own. */
export function hasOwnCookie(req: Request): boolean {
  return req.headers.cookie !== undefined && cookieKeys(req).length > 0;
}

/** The key that a request offers for one comment: named outright, else looked for in the cookie. */
export function keyFor(req: Request, comment: string | null): string {
  const named = field(req, "key") || query(req, "key");
  return named || (cookieKeys(req).find((key) => comment !== null && key.startsWith(`${comment}~`)) ?? "");
}

/** Adds a key to the browser's cookie, the newest first; the oldest ones fall out. */
export function rememberKey(
  req: Request,
  res: Response,
  key: string,
  secure: boolean,
  sameSite: "lax" | "none" = "lax",
): void {
  const keys = [key, ...cookieKeys(req).filter((known) => known !== key)].slice(0, mostKeys);
  res.append(
    "Set-Cookie",
    stringifySetCookie({
      name: cookieName,
      value: keys.join("!"),
      httpOnly: true,
      sameSite,
      secure,
      // Where a blog's page may send it from another site, it is kept apart by site: browsers drop it else.
      partitioned: sameSite === "none",
      path: "/",
      maxAge: keptSeconds,
    }),
  );
}

function cookieKeys(req: Request): string[] {
  const value = parseCookie(req.headers.cookie ?? "")[cookieName] ?? "";
  return value.split("!").filter((key) => key !== "");
}
