import { escapeHtml } from "../../src/domain/escape.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import type { Addresses } from "../addresses.ts";
import { type Document, everyone, inLanguage, timestamp } from "./document.ts";

/**
 * The Note of a blog's post: title, teaser and one link, without `name` or media, so that every server shows it in full
 * and those that draw cards draw one. `updated` is there only when an Update was told.
 */
export function postNote(addresses: Addresses, site: Site, thread: Thread, edited: Date | null): Document {
  const content = titleOf(thread.page) + teaserOf(thread.page);
  const lang = inLanguage("content", content, thread.page.lang, site.lang);
  return { ...postBase(addresses, site, thread, edited), content, ...lang };
}

/** What every form of a post has in common; it is a Note unless it is made something else. */
export function postBase(addresses: Addresses, site: Site, thread: Thread, edited: Date | null): Document {
  const id = addresses.post(thread.noteId);
  const { page } = thread;
  return {
    id,
    type: "Note",
    attributedTo: addresses.actor(site.handle),
    url: page.url,
    to: [everyone],
    cc: [addresses.followers(site.handle)],
    published: timestamp(page.publishedAt ?? thread.createdAt),
    ...(edited === null ? {} : { updated: timestamp(edited) }),
    sensitive: false,
    context: addresses.collection(id, "context"),
    interactionPolicy: anybodyMayQuote,
    ...reactionsOf(addresses, id, thread.reactions),
  };
}

/** Without it, servers that ask for consent refuse quotes (FEP-044f). */
export const anybodyMayQuote = { canQuote: { automaticApproval: [everyone] } };

/**
 * The collections below an object: where the replies are, and how many likes and boosts we know of. The first page of
 * replies is there, though empty, as Mastodon sends it: GoToSocial looks for replies behind a page and no address.
 */
export function reactionsOf(addresses: Addresses, id: string, counts: { likes: number; boosts: number }) {
  const replies = addresses.collection(id, "replies");
  return {
    replies: {
      id: replies,
      type: "Collection",
      first: { type: "CollectionPage", partOf: replies, next: `${replies}?page=1`, items: [] },
    },
    likes: { id: addresses.collection(id, "likes"), type: "Collection", totalItems: counts.likes },
    shares: { id: addresses.collection(id, "shares"), type: "Collection", totalItems: counts.boosts },
  };
}

/** The title of a page as a paragraph. */
export function titleOf({ title }: Pick<Thread["page"], "title">): string {
  return title === "" ? "" : `<p><strong>${escapeHtml(title)}</strong></p>`;
}

/** Teaser and link of a page. */
export function teaserOf({ teaser, url }: Pick<Thread["page"], "teaser" | "url">): string {
  const address = escapeHtml(url);
  return `${teaser === "" ? "" : `<p>${escapeHtml(teaser)}</p>`}<p><a href="${address}">${address}</a></p>`;
}
