import { type Request, type Response, Router } from "express";
import { isForgotten } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import { may } from "../../domain/deeds.ts";
import { Problem } from "../../domain/problem.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { targetNames, targetsOf } from "../../usecases/moderate/comment-targets.ts";
import { createDecideMany, type Decided } from "../../usecases/moderate/decide.ts";
import { linkedHosts } from "../../usecases/moderate/linked-hosts.ts";
import { type Decision, decisions } from "../../usecases/moderate/outcome.ts";
import { createPin } from "../../usecases/moderate/pin.ts";
import type { Target } from "../../usecases/moderate/read-target.ts";
import { createReportElsewhere } from "../../usecases/moderate/report-elsewhere.ts";
import { createUndo } from "../../usecases/moderate/undo.ts";
import { field, fields, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { whosePageIn } from "./commenter-address.ts";
import { frameOf, scriptedFrameOf } from "./frame.ts";
import { createQueuePage } from "./queue-page.ts";
import { type QueueQuery, queueAddress, readQueueQuery } from "./queue-query.ts";
import { doneIn, type Said, saidOf, saying } from "./queue-said.ts";
import { moderatorOf, signedInOf } from "./session.ts";

/** The most that one press decides: what stands on the largest page. */
const mostAtOnce = 100;

/** The queue and its buttons, for one comment or for many. */
export function createQueueRoutes(web: Web): Router {
  const { world } = web;
  const queuePage = createQueuePage(web);
  const decideMany = createDecideMany(world);
  const undo = createUndo(world);
  const block = createBlock(world);
  const pin = createPin(world);
  const reportElsewhere = createReportElsewhere(world);
  const router = Router();

  router.get("/", async (req, res) => {
    const asked = readQueueQuery((name) => query(req, name));
    const said = doneIn((name) => query(req, name));
    const page = await queuePage(asked, signedInOf(res).person, query(req, "undo"));
    res
      .type("html")
      .send(web.renderForOwner("admin/queue", { ...page, ...scriptedFrameOf(res), said: null, done: said }));
  });

  router.post("/bulk", async (req, res) => {
    const decision = field(req, "do");
    if (!isDecision(decision)) throw new Problem("not-found", "There is no such action.");
    const ids = field(req, "all") ? field(req, "ids").split(" ") : fields(req, "pick");
    const wanted = [...new Set(ids)].filter((id) => id !== "").slice(0, mostAtOnce);
    if (wanted.length === 0) return leadBack(req, res, { done: "none" });
    if (decision === "delete" && !field(req, "sure")) return askOnce(req, res, wanted);
    await carryOut(req, res, decision, wanted);
  });

  router.post("/undo", async (req, res) => {
    const { done, left } = await undo(field(req, "id"), moderatorOf(res));
    leadBack(req, res, { done: "undone", n: done, not: left });
  });

  router.post("/comments/:id/report", async (req, res) => {
    await reportElsewhere(req.params.id, "", moderatorOf(res));
    leadBack(req, res, { done: "report-sent" });
  });

  router.post("/comments/:id/:action", async (req, res) => {
    const { id, action } = req.params;
    if (isDecision(action)) return carryOut(req, res, action, [id]);
    if (action === "pin" || action === "unpin")
      return leadBack(req, res, { done: action }, await pin(id, action === "pin", moderatorOf(res)));
    await blockFrom(id, action, field(req, "words"), res);
    leadBack(req, res, { done: action });
  });

  async function carryOut(req: Request, res: Response, decision: Decision, ids: string[]): Promise<void> {
    const decided = await decideMany(ids, decision, moderatorOf(res));
    const [refusal] = decided.refused;
    if (ids.length === 1 && refusal) throw refusal;
    const leaves = decision === "approve" && cameFrom(req).tab === "reported";
    leadBack(req, res, told(leaves ? "leave" : decision, decided), decided.undo);
  }

  /** Leads on to what the owner looked at, with a sentence on what was done, and to the comment that comes next. */
  function leadBack(req: Request, res: Response, said: Said, undoable: string | null = null): void {
    web.forget();
    const next = /^\d{1,15}$/.exec(field(req, "next"))?.[0];
    const more = { ...saying(said), undo: undoable ?? "" };
    const theirs = whosePageIn(field(req, "back"));
    const address = theirs
      ? `${theirs}&${new URLSearchParams(Object.entries(more).filter(([, value]) => value !== ""))}`
      : queueAddress(cameFrom(req), {}, more);
    res.redirect(303, next ? `${address}#comment-${next}` : address);
  }

  function askOnce(req: Request, res: Response, ids: string[]): void {
    const page = { ...web.top("Delete for good?", "admin"), ...frameOf(res), section: "queue", said: null };
    res.type("html").send(web.renderForOwner("admin/sure", { ...page, ids, back: queueAddress(cameFrom(req)) }));
  }

  async function blockFrom(id: string, action: string, words: string, res: Response): Promise<void> {
    const comment = await world.comments.get(id);
    if (!comment) throw new Problem("not-found", "There is no such comment; it may have been deleted.");
    const target = action === "block-words" ? demandLinked(comment, words) : demandAuthor(comment, action);
    // Whoever has a say on one blog alone blocks there.
    const site = may(signedInOf(res).person, "blocks.change", null) ? null : comment.site;
    await block(target, moderatorOf(res), { site });
  }

  return router;
}

/** Who wrote a comment, as an action means them; a domain of mailboxes is asked about on a page of its own. */
function demandAuthor(comment: Comment, action: string): Target {
  const name = targetNames.find((known) => action === `block-${known}`);
  if (name === undefined || saidOf({ done: action }) === null)
    throw new Problem("not-found", "There is no such action.");
  const target = targetsOf(comment)[name];
  if (target) return target;
  const deleted = comment.author.kind === "remote" && isForgotten(comment.author);
  throw new Problem(
    "invalid",
    deleted
      ? "This person deleted their account, so that nothing is left to tell them by. Their whole server can be blocked."
      : "Nothing is known of who wrote this that could be blocked so.",
  );
}

function demandLinked(comment: Comment, host: string): Target {
  if (linkedHosts(comment).includes(host)) return { kind: "word", value: host, label: host };
  throw new Problem("invalid", "The comment has no such link any more. Words can be typed under Blocks.");
}

/** What was looked at when a form was sent; nothing else of the address it names is heeded. */
function cameFrom(req: Request): QueueQuery {
  const back = new URLSearchParams(field(req, "back").replace(/^[^?]*\?/, ""));
  return readQueueQuery((name) => back.get(name) ?? "");
}

function told(decision: string, { done, refused, stillHidden }: Decided): Said {
  return { done: decision, n: done, not: refused.length, hidden: stillHidden };
}

function isDecision(action: string): action is Decision {
  return (decisions as readonly string[]).includes(action);
}
