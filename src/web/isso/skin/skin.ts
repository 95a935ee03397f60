import type { Comment } from "../../../domain/comment.ts";
import { isOpen } from "../../../domain/level.ts";
import type { Site } from "../../../domain/site.ts";
import type { Thread } from "../../../domain/thread.ts";
import type { FlatTop } from "../flat-thread.ts";
import type { IssoRoom } from "../room.ts";
import { type IssoList, type IssoTop, viewList, type Wishes } from "../thread-object.ts";
import { type MoreView, type SkinComment, type SkinContext, viewSkinComment } from "./comment-view.ts";
import type { Look } from "./look.ts";

/** Where something of the skin is drawn for. */
export interface SkinPlace {
  site: Site | null;
  /** Null while the page was not checked yet. */
  thread: Thread | null;
  url: string;
}

/** Draws comments in the class names of Isso's client. */
export interface Skin {
  /** The whole of a thread, or some more of it where an offset or a parent is wished for. */
  list(place: SkinPlace, tops: readonly FlatTop[], wishes: Wishes, look: Look): string;
  /** One comment alone. */
  comment(comment: Comment, look: Look, stub?: boolean): Promise<string>;
}

/** The skin of a node. */
export function createSkin({ web, settings }: Pick<IssoRoom, "web" | "settings">): Skin {
  function contextOf({ site, thread, url }: SkinPlace, look: Look): SkinContext {
    const open = site === null || isOpen({ site, thread }, "web", web.world.clock.now());
    return { ...web.tongue(look.lang, site, thread), look, url, open, site, pinned: thread?.pinned ?? [] };
  }

  function formOf({ words, open, url }: SkinContext) {
    if (!open) return null;
    const { requireAuthor, requireEmail, enabled } = settings.guard;
    return {
      action: `${web.links.node}/comments`,
      url,
      lang: words.lang,
      website: settings.websiteField,
      mail: web.world.mails.on,
      authorNeeded: enabled && requireAuthor,
      emailNeeded: enabled && requireEmail,
    };
  }

  return {
    list(place, tops, wishes, look) {
      const context = contextOf(place, look);
      const list = viewList(tops, wishes, (comment, { stub }) => viewSkinComment(context, comment, stub));
      const view = {
        comments: list.replies.map((top) => withReplies(context, top)),
        more: moreOf(context, list, wishes.parent, wishes.offset),
      };
      if (wishes.parent !== null || wishes.offset > 0) return web.render("isso/skin/list", view, context.words);
      const { t } = context.words;
      const count = list.total_replies;
      const title = count === 0 ? t("thread.titleNone") : t("thread.title", { count });
      const feed = place.thread && web.links.feed("thread", place.url, "atom");
      return web.render("isso/skin/thread", { title, feed, form: formOf(context), list: view }, context.words);
    },
    async comment(comment, look, stub = false) {
      const thread = await web.world.threads.get(comment.thread);
      const site = await web.sites.get(comment.site);
      const context = contextOf({ site, thread, url: thread?.page.url ?? "" }, look);
      return web.render("isso/skin/comment", viewSkinComment(context, comment, stub), context.words);
    },
  };
}

function withReplies(context: SkinContext, top: IssoTop<SkinComment> | SkinComment): SkinComment {
  return "hidden_replies" in top ? { ...top, more: moreOf(context, { ...top, id: top.number }, top.number, 0) } : top;
}

function moreOf(
  { links, url }: SkinContext,
  { hidden_replies: count, replies }: IssoList<unknown>,
  parent: number | null,
  before: number,
): MoreView | null {
  if (count <= 0) return null;
  const href = parent === null ? links.thread(url) : links.comment(url, parent);
  return { parent, offset: before + replies.length, count, href };
}
