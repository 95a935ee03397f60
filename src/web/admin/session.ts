import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, RequestHandler, Response } from "express";
import { type Moderator, owner } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { createSignIn, sessionMs } from "../../usecases/moderate/sign-in.ts";
import { field } from "../middleware/form-body.ts";
import { demandOrigin } from "../middleware/origins.ts";
import type { Web } from "../web.ts";

/** The session cookie of the owner's browser. */
export interface SessionCookie {
  read(req: Request): string | null;
  set(res: Response, token: string): void;
  clear(res: Response): void;
}

/** `__Host-` binds the cookie to this very host; browsers take it over https alone. */
export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? "__Host-antiphon" : "antiphon";
  const cookie = (value: string, maxAge: number) =>
    stringifySetCookie({ name, value, httpOnly: true, sameSite: "lax", secure, path: "/", maxAge });
  return {
    read: (req) => parseCookie(req.headers.cookie ?? "")[name] || null,
    set: (res, token) => res.append("Set-Cookie", cookie(token, sessionMs / 1000)),
    clear: (res) => res.append("Set-Cookie", cookie("", 0)),
  };
}

/** Tells whether a request comes from the browser in which the owner is signed in. */
export function createIsOwner(web: Pick<Web, "world" | "secure">): (req: Request) => Promise<boolean> {
  const signIn = createSignIn(web.world);
  const cookie = createSessionCookie(web.secure);
  return async (req) => {
    const session = cookie.read(req);
    return session !== null && (await signIn.isOpen(session));
  };
}

/** Lets only the owner through, and only forms of our own pages. Throws `unauthorized`, `forbidden`. */
export function demandOwner(web: Web): RequestHandler {
  const signIn = createSignIn(web.world);
  const cookie = createSessionCookie(web.secure);
  return async (req, res, next) => {
    res.set("Cache-Control", "private, no-store");
    const session = cookie.read(req);
    if (!session || !(await signIn.isOpen(session))) {
      throw new Problem(
        "unauthorized",
        "You are not signed in. Open the login link that was printed when the node started, or run “antiphon login” for a new one.",
      );
    }
    if (req.method !== "GET" && req.method !== "HEAD") {
      demandOrigin(req, [web.settings.url]);
      if (!signIn.isFormToken(session, field(req, "csrf"))) {
        throw new Problem(
          "forbidden",
          "The page was too old to be used. Go back, load it again and repeat what you did.",
        );
      }
    }
    res.locals["csrf"] = signIn.formToken(session);
    res.locals["moderator"] = owner;
    next();
  };
}

/** Who is signed in, behind `demandOwner`. */
export function moderatorOf(res: Response): Moderator {
  return res.locals["moderator"] as Moderator;
}
