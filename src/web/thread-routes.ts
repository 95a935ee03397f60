import type { RequestHandler } from "express";
import { displayName } from "../domain/author.ts";
import { type Comment, isVisible } from "../domain/comment.ts";
import { votesModeOf } from "../domain/site.ts";
import type { Words } from "../i18n/words.ts";
import { createReadOwn } from "../usecases/visit/read-own.ts";
import { createReadQuotes } from "../usecases/visit/read-quotes.ts";
import { createRepliesKeys } from "../usecases/visit/replies-key.ts";
import { readVoter } from "../usecases/visit/voter.ts";
import { readNumber } from "./comment-number.ts";
import { type CommentContext, viewComment, viewTools } from "./comment-view.ts";
import type { FormGiven } from "./form-view.ts";
import { demandUrl } from "./fragment-routes.ts";
import { field, query } from "./middleware/form-body.ts";
import { hasOwnCookie, ownKeys } from "./own-keys.ts";
import { parametersOf, readAsked } from "./page-query.ts";
import { viewReactions } from "./reactions-view.ts";
import { sendReady } from "./ready-page.ts";
import { foreignAddress } from "./thread-pages.ts";
import { askedLang } from "./tongue.ts";
import { voterWord } from "./voter.ts";
import { withVotes } from "./votes-view.ts";
import type { Web } from "./web.ts";

/** What the page says after something was done, by the word in its address. */
const sentences = {
  posted: "said.posted",
  held: "said.held",
  edited: "said.edited",
  deleted: "said.deleted",
  "vote-own": "vote.own",
  "vote-already": "vote.already",
  "vote-network": "vote.network",
  "vote-hidden": "vote.hidden",
  "vote-blocked": "vote.blocked",
} as const;

/**
 * `GET /thread?url=`: one thread as a page of ours, in the order and from the place that the fragment takes as well. Who
 * has comments of their own, voted, or answers one, gets a private page; one without the comment that was looked for is a 404.
 */
export function createThreadRoute(web: Web): RequestHandler {
  const readOwn = createReadOwn(web.world);

  return async (req, res) => {
    const votesWith = voterWord(req);
    const reply = query(req, "reply");
    const said = query(req, "said");
    const isPublic = reply === "" && said === "" && !hasOwnCookie(req) && votesWith === "";
    const ready = isPublic ? web.pages.fresh(req.url) : null;
    if (ready) return sendReady(req, res, ready);
    const url = demandUrl(query(req, "url"));
    const asked = readAsked(parametersOf(req.url));
    const lang = askedLang(req);
    const wish = { address: url, lang, asked };
    if (isPublic) return sendReady(req, res, await web.pages.read("page", req.url, () => wish));

    const opened = await web.openThread(url, { wait: false });
    if (opened.kind === "foreign") throw foreignAddress(url);
    const thread = opened.kind === "thread" ? opened.thread : null;
    const number = readNumber(reply);
    const parent = number === null || !thread ? null : await web.world.comments.byNumber(number);
    const answered = parent && parent.thread === thread?._id && isVisible(parent) ? parent : null;
    const tongue = web.tongue(lang, opened.site, thread);
    const { html, missing } = await web.threadPage(tongue, opened.site, thread, thread?.page.url ?? url, {
      asked: { ...asked, comment: asked.comment ?? answered?.number ?? null },
      voter: votesWith === "" ? null : readVoter(web.world, votesWith).id,
      own: thread ? await readOwn(thread._id, ownKeys(req)) : [],
      said: saidBy(tongue.words, said),
      form: { draft: web.world.ids.opaque(), ...answering(tongue.words, reply, answered) },
    });
    res.status(missing ? 404 : 200);
    res.set({ "Cache-Control": "private, no-store", "Content-Language": tongue.words.lang }).type("html").send(html);
  };
}

function saidBy({ t }: Words, said: string): string | null {
  return said in sentences ? t(sentences[said as keyof typeof sentences]) : null;
}

function answering({ t }: Words, reply: string, answered: Comment | null): FormGiven {
  if (answered) {
    const name = displayName(answered.author) || t("comment.anonymous");
    return { parent: { number: answered.number, name } };
  }
  return reply === "" ? {} : { problem: t("form.answeredGone") };
}

/**
 * `GET` and `POST /own`: a visitor's own comments in a thread, as the second, private fragment: those that wait for
 * review, and of the others the buttons by which they can still be changed, and what stands in the place of votes. The keys come in the cookie or in the field `keys`.
 */
export function createOwnRoute(web: Web): RequestHandler {
  const readOwn = createReadOwn(web.world);
  const readQuotes = createReadQuotes(web.world);
  const keys = createRepliesKeys(web.world);

  return async (req, res) => {
    const url = demandUrl(field(req, "url") || query(req, "url"));
    const opened = await web.openThread(url, { wait: false });
    if (opened.kind === "foreign") throw foreignAddress(url);
    const own = opened.kind === "thread" ? await readOwn(opened.thread._id, ownKeys(req)) : [];
    const { words, links } = web.tongue(askedLang(req), opened.site, opened.kind === "thread" ? opened.thread : null);
    const context: CommentContext = {
      words,
      links,
      url: opened.kind === "thread" ? opened.thread.page.url : url,
      now: web.world.clock.now(),
      open: true,
      own: new Map(own.map((mine) => [mine.comment._id, mine])),
      withKeys: true,
    };
    const held = await Promise.all(
      own
        .filter(({ comment }) => comment.state === "held")
        .map(async ({ comment }) => {
          const parent = comment.parent === null ? null : await web.world.comments.get(comment.parent);
          return viewComment(context, comment, false, parent?.number ?? null);
        }),
    );
    const mine = own.map(({ comment }) => comment._id);
    const answers = mine.length > 0 ? links.feed("replies", keys.of(mine), "atom") : null;
    const shown = own.filter(({ comment }) => comment.state === "published");
    const tools = shown.map((mine) => viewTools(context, mine));
    const quoters = await readQuotes(
      shown.filter(({ comment }) => comment.counts.quotes).map(({ comment }) => comment._id),
      opened.site._id,
    );
    const reactions = shown.flatMap(({ comment }) => {
      const view = viewReactions(context, withVotes(votesModeOf(opened.site), comment), quoters.get(comment._id));
      return view ? [{ ...view, number: comment.number }] : [];
    });
    res
      .set("Cache-Control", "private, no-store")
      .type("html")
      .send(web.render("thread/own", { held, tools, reactions, answers }, words));
  };
}
