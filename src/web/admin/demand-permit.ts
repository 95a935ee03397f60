import type { Request, RequestHandler } from "express";
import { Problem } from "../../domain/problem.ts";
import { isFresh } from "../../domain/session.ts";
import type { Web } from "../web.ts";
import { loginAddress, nextPage } from "./next-page.ts";
import { type Fresh, isPermitted, permitFor } from "./permits.ts";
import { signedInOf } from "./session.ts";

/**
 * Holds each request to its line in the table of permits, behind `demandSignedIn`. What takes a fresh sign-in sends on to
 * the sign-in and from there back to the page. Throws `forbidden`, and tells the log of it.
 */
export function demandPermit({ world }: Pick<Web, "world">): RequestHandler {
  return async (req, res, next) => {
    const { person, session } = signedInOf(res);
    const { deed, fresh } = permitFor(req.method, req.path).permit;
    if (!(await isPermitted(person, req, req.path, world))) {
      world.log.warn({ person: person._id, deed, path: req.path }, "Somebody tried what they may not do.");
      throw new Problem("forbidden", "That is not yours to do here. Ask the owner if it should be.");
    }
    const isRecent = isFresh(session, world.clock.now());
    if (fresh && !isRecent) return res.redirect(303, loginAddress(pageToReturnTo(req, fresh)));
    res.locals["fresh"] = isRecent;
    next();
  };
}

/** Where the sign-in leads to: the page itself, or that of a form, with what was typed where the page takes it back. */
function pageToReturnTo(req: Request, fresh: Fresh): string {
  if (req.method === "GET" || req.method === "HEAD") return req.originalUrl;
  const [, section = ""] = req.path.split("/");
  if (fresh !== "keeps typed") return `/admin/${section}`;
  const typed = Object.entries((req.body ?? {}) as Record<string, unknown>).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !notTyped.has(entry[0]),
  );
  const address = `/admin${req.path}?${new URLSearchParams(typed)}`;
  return nextPage(address) === address ? address : `/admin/${section}`;
}

/** What a form carries that its page must not take back from an address. */
const notTyped = new Set(["csrf", "seen", "take"]);
