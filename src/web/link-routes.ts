import { type Request, type Response, Router } from "express";
import { displayName } from "../domain/author.ts";
import type { Comment } from "../domain/comment.ts";
import type { LinkAct } from "../domain/owner-letters.ts";
import { sentenceIn } from "../domain/verdict.ts";
import { createActByLink, type LinkStanding } from "../usecases/notify/act-by-link.ts";
import { viewAttachments } from "./attachments-view.ts";
import { viewWarning } from "./comment-view.ts";
import { field, query } from "./middleware/form-body.ts";
import type { Web } from "./web.ts";

/** How the page asks, what its button says, and what it says once that is done. */
const words: Record<LinkAct, { asks: string; button: string; done: string }> = {
  approve: { asks: "Publish this comment?", button: "Publish", done: "Published." },
  hide: {
    asks: "Hide this comment?",
    button: "Hide",
    done: "Hidden. Its words are kept, and nobody sees them.",
  },
  show: { asks: "Show this comment again?", button: "Show again", done: "Shown again." },
  spam: {
    asks: "Sort this comment out as spam?",
    button: "Spam",
    done: "Moved to spam. More like it will wait for you.",
  },
  delete: {
    asks: "Delete this comment for good?",
    button: "Delete for good",
    done: "Deleted for good. This cannot be taken back.",
  },
  block: {
    asks: "Block this person?",
    button: "Block",
    done: "Blocked. What they wrote is hidden, and nothing new is taken from them.",
  },
  unblock: {
    asks: "Take the block back?",
    button: "Unblock",
    done: "The block is taken back.",
  },
};

/**
 * `/mail/decide`: what the links of letters and messages to owners lead to. GET asks and changes nothing, as programs
 * look at links before people do; POST acts, once. The key in the link is all that it needs.
 */
export function createLinkRoutes(web: Web): Router {
  const { look, act } = createActByLink(web.world);
  const router = Router();

  router.get("/", async (req, res) => {
    const key = query(req, "key");
    const standing = await look(key);
    const { asks, button } = words[standing.act];
    send(res, asks, {
      ...viewComment(standing),
      sentence: note(standing),
      decided: false,
      form: { key, label: button, danger: standing.act === "delete" },
    });
  });

  router.post("/", async (req: Request, res: Response) => {
    const done = await act(field(req, "key"));
    web.forget();
    const { undo } = done;
    const form = undo && { key: undo.key, label: opposite(done.act, undo.act), danger: false };
    send(res, words[done.act].done, { ...viewComment(done), sentence: null, form, decided: true });
  });

  function send(res: Response, title: string, page: object): void {
    res.set({ "Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer" }).type("html");
    const rest = { action: web.links.actByLink(), queue: web.links.queue() };
    res.send(web.renderForOwner("pages/decide", { ...web.top(title, "admin"), ...rest, ...page }));
  }

  function viewComment({ comment, thread }: LinkStanding) {
    const { author, html, lang } = comment;
    const { english } = web.tongues;
    return {
      author: displayName(author) || english.t("comment.anonymous"),
      handle: author.kind === "remote" ? author.handle : null,
      page: thread && { title: thread.page.title || thread.page.url, url: thread.page.url },
      reasons: comment.state === "held" ? comment.heldFor.map(sentenceIn) : [],
      warning: viewWarning({ words: english, links: web.links }, comment),
      text: comment.state === "removed" ? null : { html, lang },
      attachments: viewAttachments(english, comment),
      state: stateOf(comment),
    };
  }

  return router;
}

function note({ act }: LinkStanding): string | null {
  if (act === "block") return "All that they wrote is hidden, and nothing new is taken from them.";
  return act === "delete" ? "Its words and its author’s name are erased. This cannot be taken back." : null;
}

/** What takes an act back is named by what it undoes. */
function opposite(done: LinkAct, undo: LinkAct): string {
  if (done === "approve" || done === "show") return "Take it back: hide it";
  if (done === "spam") return "It is no spam: publish it";
  return `Take it back: ${words[undo].button.toLowerCase()}`;
}

function stateOf({ state, hiddenBy }: Comment): string {
  if (state === "removed") return "Deleted";
  if (hiddenBy !== null) return "Hidden";
  return { held: "Waiting", published: "Published", spam: "Spam" }[state];
}
