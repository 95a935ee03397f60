import type { RequestHandler } from "express";
import { Problem } from "../../domain/problem.ts";
import { isFresh } from "../../domain/session.ts";
import type { Web } from "../web.ts";
import { loginAddress } from "./next-page.ts";
import { isPermitted, permitFor } from "./permits.ts";
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
    if (fresh && !isFresh(session, world.clock.now())) {
      const [, section = ""] = req.path.split("/");
      return res.redirect(303, loginAddress(`/admin/${section}`));
    }
    next();
  };
}
