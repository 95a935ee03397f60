import type { Comment } from "../domain/comment.ts";
import { mediaToken } from "../domain/media.ts";
import type { Secrets } from "../domain/ports.ts";
import { accountOf, type Site } from "../domain/site.ts";
import type { Thread } from "../domain/thread.ts";

/** Builds the addresses that pages of this node link to. All are absolute, as a fragment stands on somebody else's page. */
export interface Links {
  readonly node: string;
  thread(url: string, reply?: number): string;
  comment(url: string, number: number): string;
  edit(number: number): string;
  remove(number: number): string;
  /** The address of a post on the fediverse, for `rel="alternate"` and for pasting into a search field. */
  post(thread: Pick<Thread, "noteId">): string;
  /** A picture of an emoji that lies on another server, by way of this node. */
  emoji(address: string): string;
  /** The address of a comment on the fediverse; null for one that is not there. */
  voice(comment: Pick<Comment, "_id" | "remote" | "federate" | "told">): string | null;
  /** Where a reader is helped to answer a post, or a comment of it, from their own server. */
  fromHome(url?: string, comment?: number): string;
  /** Where the mail to a mailbox is confirmed, and where it is stopped. */
  confirmMail(key?: string): string;
  stopMail(key?: string): string;
  /** How the blog is followed: `@name@host`. */
  handle(site: Pick<Site, "handle" | "handleDomain">): string;
}

/** Links of a node at the given public address; those that lead to pages for readers ask for the language, if one is given. */
export function createLinks(node: string, secrets: Pick<Secrets, "sign">, lang: string | null = null): Links {
  const host = new URL(node).host;
  const spoken = (sign: "?" | "&") => (lang === null ? "" : `${sign}lang=${lang}`);
  const thread = (url: string) => `${node}/thread?url=${encodeURIComponent(url)}${spoken("&")}`;
  return {
    node,
    thread: (url, reply) => (reply === undefined ? thread(url) : `${thread(url)}&reply=${reply}#antiphon-form`),
    comment: (url, number) => `${thread(url)}#comment-${number}`,
    edit: (number) => `${node}/comments/${number}/edit${spoken("?")}`,
    remove: (number) => `${node}/comments/${number}/delete${spoken("?")}`,
    emoji: (address) => `${node}/media/${mediaToken(secrets, { kind: "emoji", address })}`,
    post: ({ noteId }) => `${node}/ap/posts/${noteId}`,
    voice: ({ _id, remote, federate, told }) =>
      remote?.id ?? (federate && told !== null ? `${node}/ap/comments/${_id}` : null),
    fromHome(url, comment) {
      if (url === undefined) return `${node}/from-home`;
      const query = `?url=${encodeURIComponent(url)}${comment === undefined ? "" : `&comment=${comment}`}`;
      return `${node}/from-home${query}${spoken("&")}`;
    },
    confirmMail: (key) => withKey(`${node}/mail/confirm`, key),
    stopMail: (key) => withKey(`${node}/mail/stop`, key),
    handle: (site) => `@${accountOf(site, host)}`,
  };
}

function withKey(address: string, key: string | undefined): string {
  return key === undefined ? address : `${address}?key=${encodeURIComponent(key)}`;
}
