import { parseCookie, stringifySetCookie } from "cookie";
import type { Request, RequestHandler, Response } from "express";
import { type Deed, may, sitesFor } from "../../domain/deeds.ts";
import type { Moderator } from "../../domain/moderator.ts";
import { asModerator, writesOn } from "../../domain/person.ts";
import { Problem } from "../../domain/problem.ts";
import { sessionMs } from "../../domain/session.ts";
import { createSignIn } from "../../usecases/door/sign-in.ts";
import type { SignedIn } from "../../usecases/door/signed-in.ts";
import { field } from "../middleware/form-body.ts";
import { demandOrigin } from "../middleware/origins.ts";
import type { Web } from "../web.ts";

/** The session cookie of somebody's browser. */
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

/** Somebody of ours who answers on a blog: whom no check stops, and whether they write it. */
export interface OneOfUs {
  trusted: boolean;
  ours: boolean;
}

/** Tells whether a request comes from the browser of somebody of ours, and what they are on a blog. */
export function createIsOurs(web: Pick<Web, "world" | "secure">): (req: Request, site: string) => Promise<OneOfUs> {
  const signIn = createSignIn(web.world);
  const cookie = createSessionCookie(web.secure);
  return async (req, site) => {
    const session = cookie.read(req);
    const found = session === null ? null : await signIn.who(session);
    if (found === null) return { trusted: false, ours: false };
    return { trusted: may(found.person, "comments.read", site), ours: writesOn(found.person, site) };
  };
}

/** Lets only those through who are signed in; needs no body, so that a stranger's is never read. Throws `unauthorized`. */
export function demandSignedIn(web: Web): RequestHandler {
  const signIn = createSignIn(web.world);
  const cookie = createSessionCookie(web.secure);
  return async (req, res, next) => {
    res.set("Cache-Control", "private, no-store");
    const token = cookie.read(req);
    const found = token === null ? null : await signIn.who(token);
    if (token === null || found === null) {
      throw new Problem(
        "unauthorized",
        "You are not signed in. Go to /login; where you have no other way in, “antiphon login” on the server prints a link.",
      );
    }
    res.locals["csrf"] = signIn.formToken(token);
    res.locals["signedIn"] = found;
    res.locals["moderator"] = asModerator(found.person);
    next();
  };
}

/** Takes forms of our own pages alone, behind `demandSignedIn` and the reader of the body. Throws `forbidden`. */
export function demandOurForm(web: Web): RequestHandler {
  const signIn = createSignIn(web.world);
  const cookie = createSessionCookie(web.secure);
  return (req, _res, next) => {
    if (req.method === "GET" || req.method === "HEAD") return next();
    demandOrigin(req, [web.settings.url]);
    if (signIn.isFormToken(cookie.read(req) ?? "", field(req, "csrf"))) return next();
    throw new Problem("forbidden", "The page was too old to be used. Go back, load it again and repeat what you did.");
  };
}

/** Who is signed in, as what they do is written down; behind `demandSignedIn`. */
export function moderatorOf(res: Response): Moderator {
  return res.locals["moderator"] as Moderator;
}

/** Who is signed in, and how; behind `demandSignedIn`. */
export function signedInOf(res: Response): SignedIn {
  return res.locals["signedIn"] as SignedIn;
}

/** On which blogs who is signed in may do something; null for all there are. */
export function sitesOf(res: Response, deed: Deed): string[] | null {
  return sitesFor(signedInOf(res).person, deed);
}
