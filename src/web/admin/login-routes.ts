import { type Request, type Response, Router } from "express";
import type { Person } from "../../domain/person.ts";
import { isProblem, type Problem } from "../../domain/problem.ts";
import type { Way } from "../../domain/session.ts";
import { createLoginLinks } from "../../usecases/door/login-links.ts";
import { createNoteRefusal } from "../../usecases/door/note-refusal.ts";
import { createOwnPasskeys } from "../../usecases/door/passkeys.ts";
import { createOwnPassword } from "../../usecases/door/password.ts";
import { createKeepSignedIn } from "../../usecases/door/signed-in.ts";
import { createPaceKeeper, signingIn } from "../limits.ts";
import { field, query } from "../middleware/form-body.ts";
import { demandOrigin } from "../middleware/origins.ts";
import { doorPolicy } from "../page.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { browserFamily } from "./browser-family.ts";
import { createKnownCookie } from "./known-cookie.ts";
import { nextPage } from "./next-page.ts";
import { createSessionCookie } from "./session.ts";
import type { WaysIn } from "./ways-in.ts";

/** What the page of the sign-in is drawn with besides the request. */
interface Shown {
  token?: string;
  /** Whom the link lets in. */
  invited?: string | null;
  /** The name that was typed. */
  typed?: string;
  problem?: Problem;
}

/**
 * `/login`: the ways in. Opening a link (`?token=`) shows a button and uses nothing up, as scanners open links; the button
 * signs in.
 */
export function createLoginRoutes(web: Web, { passwords, passkeys }: WaysIn): Router {
  const { world } = web;
  const links = createLoginLinks(world);
  const keep = createKeepSignedIn(world);
  const noteRefusal = createNoteRefusal(world);
  const ownPassword = createOwnPassword(world, passwords);
  const ownPasskeys = createOwnPasskeys(world, passkeys, web.settings.url);
  const cookie = createSessionCookie(web.secure);
  const known = createKnownCookie(web);
  const keepPace = createPaceKeeper(world);
  const router = Router();

  router.use((req, res, next) => {
    res.set("Cache-Control", "private, no-store");
    if (req.method === "POST") demandOrigin(req, [web.settings.url]);
    next();
  });

  router.get("/", async (req, res) => {
    const token = query(req, "token");
    const invited = token === "" ? null : await links.look(token);
    res.status(token === "" || invited !== null ? 200 : 403);
    await show(req, res, { token, invited });
  });

  router.post("/", async (req, res) => {
    await keepPace(req, signingIn);
    const person = await links.use(field(req, "token")).catch(async (error: unknown) => {
      await noteRefusal(null, "a login link");
      throw error;
    });
    await enter(req, res, person, "link");
  });

  router.post("/password", (req, res) => {
    const typed = { name: field(req, "name"), password: field(req, "password"), mark: known.read(req) };
    return knock(req, res, "password", () => ownPassword.check(typed));
  });

  router.post("/passkey", (req, res) => knock(req, res, "passkey", () => ownPasskeys.enter(field(req, "answer"))));

  /** Lets in whom the proof is of, or draws the page with what is wrong with it. */
  async function knock(req: Request, res: Response, way: Way, proof: () => Promise<Person>): Promise<void> {
    try {
      await keepPace(req, signingIn);
      await enter(req, res, await proof(), way);
    } catch (error) {
      if (!isProblem(error, "unauthorized", "rate-limited")) throw error;
      markProblem(res, error);
      await show(req, res, { typed: field(req, "name"), problem: error });
    }
  }

  async function enter(req: Request, res: Response, person: Person, way: Way): Promise<void> {
    const browser = browserFamily(req.get("user-agent") ?? "");
    cookie.set(res, await keep.open(person, { way, browser, before: cookie.read(req) }));
    known.set(res, person._id);
    res.redirect(303, nextPage(field(req, "next")));
  }

  async function show(
    req: Request,
    res: Response,
    { token = "", invited = null, typed, problem }: Shown,
  ): Promise<void> {
    const before = cookie.read(req);
    const here = before === null ? null : await keep.who(before);
    res
      .set("Content-Security-Policy", doorPolicy)
      .type("html")
      .send(
        web.renderForOwner("admin/login", {
          ...web.top("Sign in", "admin"),
          token,
          invited,
          next: nextPage(query(req, "next") || field(req, "next")),
          again: here !== null,
          name: typed || here?.person.name || "",
          challenge: ownPasskeys.challenge(null),
          host: new URL(web.settings.url).hostname,
          problem: problem?.message ?? null,
        }),
      );
  }

  return router;
}
