import { type Response, Router } from "express";
import { isForgotten } from "../../domain/author.ts";
import type { Moderator } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { usualSpamDays } from "../../domain/spam.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { targetNames, targetsOf } from "../../usecases/moderate/comment-targets.ts";
import { createDecide, type Decision, decisions } from "../../usecases/moderate/decide.ts";
import { createCountHeld, createReadQueue, type QueueList } from "../../usecases/moderate/read-queue.ts";
import { field, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { viewQueueItem } from "./queue-view.ts";
import { moderatorOf } from "./session.ts";

const tabs = [
  { tab: "held", label: "Waiting", empty: "Nothing waits for you. New comments from strangers land here." },
  {
    tab: "published",
    label: "Published",
    empty: "No comments yet. Put the embed on your blog, or answer a post from the fediverse.",
  },
  { tab: "hidden", label: "Hidden", empty: "Nothing is hidden." },
  { tab: "spam", label: "Spam", empty: "No spam. May it stay that way." },
  { tab: "removed", label: "Deleted", empty: "Nothing was deleted." },
] as const satisfies { tab: QueueList; label: string; empty: string }[];

const done: Record<string, string> = {
  approve: "Published.",
  hide: "Hidden. Its words are kept, and nobody sees them.",
  show: "Shown again.",
  "not-shown": "Your own mark is gone, but something else hides it still: see below.",
  spam: "Moved to spam. More like it will wait for you.",
  delete: "Deleted for good.",
  "block-person": "Blocked. What they wrote is hidden, and nothing new is taken from them.",
  "block-visitor": "Blocked. What they wrote is hidden, and nothing new is taken from them.",
  "block-network": "Blocked. What was written from there is hidden, and nothing new is taken from it.",
  "block-server": "Blocked. All from this server is hidden, and nothing new is taken from it.",
};

/** The queue and its buttons. */
export function createQueueRoutes(web: Web): Router {
  const { world } = web;
  const readQueue = createReadQueue(world);
  const countHeld = createCountHeld(world);
  const decide = createDecide(world);
  const block = createBlock(world);
  const router = Router();

  router.get("/", async (req, res) => {
    const tab = tabs.find((known) => known.tab === query(req, "tab")) ?? tabs[0];
    const { items, next } = await readQueue(tab.tab, query(req, "after") || null);
    const held = await countHeld();
    const sites = new Map((await web.sites.all()).map((site) => [site._id, site]));
    res.type("html").send(
      web.renderForOwner("admin/queue", {
        ...web.top(`${tab.label} comments`, "admin"),
        csrf: csrfOf(res),
        section: "queue",
        tab: tab.tab,
        empty: tab.empty,
        note: tab.tab === "spam" ? spamNote(web) : null,
        said: done[query(req, "done")] ?? null,
        tabs: tabs.map(({ tab: name, label }) => ({ name, label, count: name === "held" ? shortCount(held) : null })),
        items: items.map((item) => {
          const guests = web.settings.federated && (sites.get(item.comment.site)?.guests ?? false);
          return viewQueueItem({ words: web.tongues.english, links: web.links, guests }, item);
        }),
        next: next ? `/admin/?tab=${tab.tab}&after=${encodeURIComponent(next)}` : null,
      }),
    );
  });

  router.post("/comments/:id/:action", async (req, res) => {
    const { id, action } = req.params;
    const by = moderatorOf(res);
    const outcome = isDecision(action) ? await carryOut(id, action, by) : await blockAuthor(id, action, by);
    web.pages.forget();
    const tab = tabs.find((known) => known.tab === field(req, "tab"))?.tab ?? "held";
    res.redirect(303, `/admin/?tab=${tab}&done=${outcome}`);
  });

  async function carryOut(id: string, decision: Decision, by: Moderator): Promise<string> {
    const { hiddenBy } = await decide(id, decision, by);
    const expected = decision === "show" || decision === "approve";
    return expected && hiddenBy !== null ? "not-shown" : decision;
  }

  async function blockAuthor(id: string, action: string, by: Moderator): Promise<string> {
    const name = targetNames.find((known) => action === `block-${known}`);
    if (name === undefined || !(action in done)) throw new Problem("not-found", "There is no such action.");
    const comment = await world.comments.get(id);
    if (!comment) throw new Problem("not-found", "There is no such comment; it may have been deleted.");
    const target = targetsOf(comment)[name];
    if (!target) {
      const deleted = comment.author.kind === "remote" && isForgotten(comment.author);
      throw new Problem(
        "invalid",
        deleted
          ? "This person deleted their account, so that nothing is left to tell them by. Their whole server can be blocked."
          : "Nothing is known of who wrote this that could be blocked so.",
      );
    }
    await block(target, by);
    return action;
  }

  return router;
}

/** The word that each form of this session carries. */
export function csrfOf(res: Response): string {
  return String(res.locals["csrf"]);
}

function isDecision(action: string): action is Decision {
  return (decisions as readonly string[]).includes(action);
}

/** What becomes of spam, and what it is good for. */
function spamNote({ guards, settings }: Web): string | null {
  const days = settings.spamDays ?? usualSpamDays;
  const notes = [
    ...(guards.includes("classifier") ? ["From your decisions the node learns what to hold."] : []),
    ...(days > 0 ? [`Spam is deleted for good after ${days} days.`] : []),
  ];
  return notes.join(" ") || null;
}

function shortCount({ count, more }: { count: number; more: boolean }): string | null {
  if (count === 0) return null;
  return more ? `${count}+` : String(count);
}
