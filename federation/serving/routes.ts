import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { Clock } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import type { Addresses } from "../addresses.ts";
import type { AnswerKind, Engine } from "../engine/engine.ts";
import { activityType, wantsActivity } from "../negotiate.ts";
import type { Collections } from "../outgoing/collection-view.ts";
import type { Document } from "../outgoing/document.ts";
import type { View } from "../outgoing/view.ts";

export interface RouteNeeds {
  clock: Clock;
  engine: Engine;
  view: View;
  collections: Collections;
  addresses: Addresses;
}

/** How long anybody may keep what is public, in seconds. */
const maxAge = 180;

/**
 * What others may fetch: our actors, their outboxes and counts, posts, comments, activities, and the collections below
 * them. A browser that opens an actor, a post or a comment is led to the page that shows it. Throws `not-found` for what
 * is not there or was never told to anybody, `gone` to a browser for what was taken back (others get its Tombstone).
 */
export function createFederationRoutes({ clock, engine, view, collections, addresses }: RouteNeeds): RequestHandler {
  const { app, answer } = engine;
  const urlOf = (req: Request) => addresses.origin + req.path;

  /** Sorts out who gets a page and what is not there; what goes on is for the engine, asked in its own words. */
  async function look(req: Request, res: Response, next: NextFunction): Promise<void> {
    const found = await view.find(urlOf(req));
    if (found.kind === "none") throw nothingThere();
    res.vary("Accept");
    if (found.kind === "found" && found.until) res.locals["until"] = found.until;
    if (found.kind === "gone") return bury(req, res, found.document);
    if (wantsActivity(req.get("accept"))) return next();
    if (found.page === null) return next();
    res.set("Cache-Control", `public, max-age=${maxAge}`).redirect(303, found.page);
  }

  /** What was taken back is answered by what is left of it (ActivityPub §6.11), to a browser by a page that says so. */
  async function bury(req: Request, res: Response, tombstone: Document): Promise<void> {
    res.vary("Accept");
    if (!wantsActivity(req.get("accept"))) throw new Problem("gone", "What was here has been deleted.");
    await send(res.status(410), tombstone);
  }

  async function send(res: Response, document: Document): Promise<void> {
    share(res);
    res.type(activityType).send(await engine.render(document));
  }

  function mount(path: string, kind: AnswerKind, ...before: RequestHandler[]): void {
    app.get(path, ...before, prepare, ...answer[kind]);
  }

  mount("/ap/actors/:actor", "actor", look);
  mount("/ap/actors/:actor/outbox", "outbox", owned, checkPage);
  mount("/ap/actors/:actor/followers", "followers", owned, refusePage);
  mount("/ap/actors/:actor/following", "following", owned, refusePage);
  mount("/ap/posts/:object", "object", look, naming("posts"));
  mount("/ap/comments/:object", "object", look, naming("comments"));
  mount("/ap/quotes/:object", "object", look, naming("quotes"));
  mount("/ap/activities/:activity", "activityStream", look);

  app.get(["/ap/posts/:object/:collection", "/ap/comments/:object/:collection"], async (req, res) => {
    const [object, name = ""] = splitLast(urlOf(req));
    const found = await collections.find(object, name, pageOf(req));
    if (found.kind === "none") throw nothingThere();
    if (found.kind === "gone") return bury(req, res, found.document);
    await send(res, found.document);
  });

  app.get("/ap/actors/:actor/featured", owned, async (req, res) => {
    const document = await collections.featured(String(req.params["actor"]));
    if (!document) throw new Problem("not-found", "This actor puts no posts first.");
    await send(res, document);
  });

  /** The engine answers those alone who ask for its type, by GET, and says what it sends by what was asked for. */
  function prepare(req: Request, res: Response, next: NextFunction): void {
    req.headers.accept = activityType;
    // A HEAD is answered like a GET; the runtime leaves the body out by itself.
    req.method = "GET";
    share(res);
    next();
  }

  /** What is known to change is kept by nobody beyond that moment, and what was shown to one server by no cache at all. */
  function share(res: Response): void {
    if (res.locals["personal"]) return;
    const until = res.locals["until"] as Date | undefined;
    const left = until ? Math.max(0, Math.floor((until.getTime() - clock.now().getTime()) / 1000)) : maxAge;
    res.vary("Accept");
    res.set({ "Cache-Control": `public, max-age=${Math.min(left, maxAge)}`, "Access-Control-Allow-Origin": "*" });
  }

  async function owned(req: Request, _res: Response, next: NextFunction): Promise<void> {
    const [actor] = splitLast(urlOf(req));
    if ((await view.find(actor)).kind !== "found") throw new Problem("not-found", "There is no such actor here.");
    next();
  }

  return (req, res, next) => {
    if (!req.path.startsWith("/ap/")) return next();
    // The engine's application leaves its mark on both; whoever comes after it gets them back as they were.
    const [request, response] = [Object.getPrototypeOf(req), Object.getPrototypeOf(res)];
    app(req, res, (error) => {
      Object.setPrototypeOf(req, request);
      Object.setPrototypeOf(res, response);
      next(error);
    });
  };
}

function nothingThere(): Problem {
  return new Problem("not-found", "There is nothing at this address.");
}

/** Posts, comments and leave to quote share one pattern of the engine: `/ap/:object`. */
function naming(kind: "posts" | "comments" | "quotes"): RequestHandler {
  return (req, _res, next) => {
    req.params["object"] = `${kind}/${String(req.params["object"])}`;
    next();
  };
}

function checkPage(req: Request, _res: Response, next: NextFunction): void {
  const { page } = req.query;
  if (page !== undefined && (typeof page !== "string" || page.length > 200)) {
    throw new Problem("invalid", "The page marker must be one of those that a page points to.");
  }
  next();
}

function refusePage(req: Request, _res: Response, next: NextFunction): void {
  if (req.query["page"] !== undefined) throw new Problem("not-found", "Who follows whom is counted here, not listed.");
  next();
}

/** The number of the page asked for; null for the collection itself. */
function pageOf(req: Request): number | null {
  const { page } = req.query;
  if (page === undefined) return null;
  if (typeof page === "string" && /^[1-9]\d{0,5}$/.test(page)) return Number(page);
  throw new Problem("invalid", "The page must be a number from 1.");
}

function splitLast(url: string): [string, string | undefined] {
  const cut = url.lastIndexOf("/");
  return [url.slice(0, cut), url.slice(cut + 1)];
}
