import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, Response } from "express";
import { knownBrowserMs } from "../../domain/session.ts";
import { createKnownBrowsers } from "../../usecases/door/known-browser.ts";
import type { Web } from "../web.ts";

/** The cookie that a browser keeps in which somebody signed in, beyond the session: it opens nothing. */
export interface KnownCookie {
  read(req: Request): string | null;
  set(res: Response, person: string): void;
}

/** Makes it; only the sign-in is sent it. */
export function createKnownCookie({ world, secure }: Pick<Web, "world" | "secure">): KnownCookie {
  const browsers = createKnownBrowsers(world);
  const name = secure ? "__Secure-antiphon-known" : "antiphon-known";
  return {
    read: (req) => parseCookie(req.headers.cookie ?? "")[name] || null,
    set(res, person) {
      const value = browsers.mark(person);
      const maxAge = knownBrowserMs / 1000;
      const line = { name, value, httpOnly: true, sameSite: "strict" as const, secure, path: "/login", maxAge };
      res.append("Set-Cookie", stringifySetCookie(line));
    },
  };
}
