import type { Comment } from "../../src/domain/comment.ts";
import type { World } from "../../src/domain/ports.ts";
import { guestActorName, type Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import type { Addresses } from "../addresses.ts";
import { type Answered, ancestorsOf, answeredBy, unheardParent } from "./answered.ts";
import { commentNote, permalinkOf } from "./comment-note.ts";
import type { Document } from "./document.ts";
import { isArticle, postArticle } from "./post-article.ts";
import { postNote } from "./post-note.ts";

/** A Note of ours with what belongs to it. */
export interface Written {
  note: Document;
  /** The name of the actor that says it. */
  actor: string;
  site: Site;
  thread: Thread;
  /** The page that shows it to people. */
  page: string;
  answered: Answered;
}

/** Writes posts (as Notes, or as Articles where their blog wants it so) and comments, from how they are now. */
export interface Notes {
  /** Null when the site is gone. */
  ofPost(thread: Thread, edited: Date | null): Promise<Written | null>;
  /** Null when the thread or its site is gone. */
  ofComment(comment: Comment): Promise<Written | null>;
}

export function createNotes(
  world: Pick<World, "comments" | "threads" | "texts" | "sites">,
  addresses: Addresses,
): Notes {
  async function contextOf(comment: Comment): Promise<{ answered: Answered; unheard: Comment | null }> {
    const ancestors = await Promise.all(ancestorsOf(comment).map((id) => world.comments.get(id)));
    const known = new Map(ancestors.flatMap((ancestor) => (ancestor ? [[ancestor._id, ancestor] as const] : [])));
    return {
      answered: answeredBy(addresses, comment, known),
      unheard: unheardParent(addresses, comment, known),
    };
  }

  async function formOf(site: Site, thread: Thread, edited: Date | null): Promise<Document> {
    if (!isArticle(site, thread)) return postNote(addresses, site, thread, edited);
    const text = thread.page.text === undefined ? null : await world.texts.get(thread._id);
    return postArticle(addresses, { site, thread, text, edited });
  }

  return {
    async ofPost(thread, edited) {
      const site = await world.sites.get(thread.site);
      if (!site) return null;
      const note = await formOf(site, thread, edited);
      return { note, actor: site.handle, site, thread, page: thread.page.url, answered: { kind: "post" } };
    },
    async ofComment(comment) {
      const [thread, site] = await Promise.all([world.threads.get(comment.thread), world.sites.get(comment.site)]);
      if (!thread || !site) return null;
      const context = await contextOf(comment);
      const note = commentNote(addresses, { site, thread, comment, ...context });
      const page = permalinkOf(thread, comment);
      return { note, actor: guestActorName(site), site, thread, page, answered: context.answered };
    },
  };
}
