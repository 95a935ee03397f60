import { createHash } from "node:crypto";
import type { Author, RemoteActor, Visitor } from "../domain/author.ts";
import type { Comment } from "../domain/comment.ts";
import { type Media, mediaToken } from "../domain/media.ts";
import type { Secrets } from "../domain/ports.ts";
import { accountOf, type Site } from "../domain/site.ts";
import type { Thread } from "../domain/thread.ts";

/** Builds the addresses that pages of this node link to. All are absolute, as a fragment stands on somebody else's page. */
export interface Links {
  readonly node: string;
  thread(url: string, reply?: number): string;
  /** A page of a thread, by its query. */
  page(url: string, query: string): string;
  /** The page of a thread that holds a comment, wherever that stands. */
  comment(url: string, number: number): string;
  /** The same, with the word for what was done to it. */
  done(url: string, number: number, said: string): string;
  /** A short address that leads to a comment on the blog's page, wherever that is. */
  short(number: number): string;
  /** A feed of a thread or a blog by its address, or of answers by their word. */
  feed(kind: "thread" | "site" | "replies", about: string, format: "atom" | "rss" | "json"): string;
  edit(number: number): string;
  remove(number: number): string;
  /** Where a reader says that a comment should not stay. */
  report(number: number): string;
  /** Where votes go. */
  votes(): string;
  /** The address of a post on the fediverse, for `rel="alternate"` and for pasting into a search field. */
  post(thread: Pick<Thread, "noteId">): string;
  /** A picture of an emoji that lies on another server, by way of this node. */
  emoji(address: string): string;
  /** A picture that is attached to a comment, by way of this node; null where its address is too long for that. */
  attachment(address: string): string | null;
  /**
   * A picture of somebody, by way of this node, and what is drawn where it cannot be had; null for who is not known to
   * have one.
   */
  portrait(author: Author, face: string): string | null;
  /** The drawing that stands for somebody who has no picture, by its seed. */
  face(seed: string): string;
  /** Where somebody of ours, by name, is found by who knows nothing but how Mastodon's addresses look; and a post or a comment. */
  profile(name: string): string;
  status(name: string, id: string): string;
  /** One of our own on the fediverse. */
  actor(name: string): string;
  /** The address of a comment on the fediverse; null for one that is not there. */
  voice(comment: Pick<Comment, "_id" | "remote" | "federate" | "told">): string | null;
  /** Where a reader is helped to answer a post, or a comment of it, from their own server. */
  fromHome(url?: string, comment?: number): string;
  /** Where the mail to a mailbox is confirmed, and where it is stopped. */
  confirmMail(key?: string): string;
  stopMail(key?: string): string;
  /** Where who left a mailbox gets back what is kept of them. */
  data(key?: string): string;
  /** The page that asks an owner whether what a link stands for shall be done. */
  actByLink(key?: string): string;
  /** The owner's list of what waits, and the page on which they choose what is mailed to them. */
  queue(): string;
  letters(): string;
  you(): string;
  /** The feed of what waits, by its secret key. */
  queueFeed(key: string): string;
  /** How the blog is followed: `@name@host`. */
  handle(site: Pick<Site, "handle" | "handleDomain">): string;
}

/** What the addresses of a node depend on besides where it is. */
export interface LinkOptions {
  /** Addresses that lead to pages for readers ask for this language. */
  lang?: string | null;
  /** Visitors who left a mailbox are shown with the picture that Gravatar has of them. */
  gravatar?: boolean;
}

const longestAddress = 2_000;
const feedParameters = { thread: "url", site: "site", replies: "to" } as const;

/** Links of a node at the given public address. */
export function createLinks(
  node: string,
  secrets: Pick<Secrets, "sign">,
  { lang = null, gravatar = false }: LinkOptions = {},
): Links {
  const host = new URL(node).host;
  const spoken = (sign: "?" | "&") => (lang === null ? "" : `${sign}lang=${lang}`);
  // A page leads to its own thread from each of its comments.
  let latest = { url: "", thread: "" };
  function thread(url: string): string {
    if (url !== latest.url) latest = { url, thread: `${node}/thread?url=${encodeURIComponent(url)}${spoken("&")}` };
    return latest.thread;
  }
  const media = (picture: Media) => `${node}/media/${mediaToken(secrets, picture)}`;
  return {
    node,
    thread: (url, reply) => (reply === undefined ? thread(url) : `${thread(url)}&reply=${reply}#antiphon-form`),
    page: (url, query) => (query === "" ? thread(url) : `${thread(url)}&${query}`),
    comment: (url, number) => `${thread(url)}&comment=${number}#comment-${number}`,
    done: (url, number, said) => `${thread(url)}&comment=${number}&said=${said}#comment-${number}`,
    short: (number) => `${node}/c/${number}`,
    feed: (kind, about, format) =>
      `${node}/feeds/${kind}.${format}?${feedParameters[kind]}=${encodeURIComponent(about)}`,
    edit: (number) => `${node}/comments/${number}/edit${spoken("?")}`,
    remove: (number) => `${node}/comments/${number}/delete${spoken("?")}`,
    report: (number) => `${node}/comments/${number}/report${spoken("?")}`,
    votes: () => `${node}/votes${spoken("?")}`,
    emoji: (address) => media({ kind: "emoji", address }),
    attachment: (address) =>
      address.length > longestAddress ? null : media({ kind: "attachment", address: new URL(address).href }),
    portrait(author, face) {
      const picture = author.kind === "remote" ? avatarOf(author) : gravatar ? gravatarOf(author) : null;
      return picture && `${media(picture)}?face=${face}`;
    },
    face: (seed) => `${node}/faces/${seed}.svg`,
    profile: (name) => `${node}/@${name}`,
    status: (name, id) => `${node}/@${name}/${id}`,
    actor: (name) => `${node}/ap/actors/${name}`,
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
    data: (key) => withKey(`${node}/mail/data${key === undefined ? spoken("?") : ""}`, key),
    actByLink: (key) => withKey(`${node}/mail/decide`, key),
    queue: () => `${node}/admin/`,
    letters: () => `${node}/admin/mail`,
    you: () => `${node}/admin/you`,
    queueFeed: (key) => withKey(`${node}/feeds/queue.atom`, key),
    handle: (site) => `@${accountOf(site, host)}`,
  };
}

function withKey(address: string, key: string | undefined): string {
  return key === undefined ? address : `${address}?key=${encodeURIComponent(key)}`;
}

function avatarOf({ avatar }: RemoteActor): Media | null {
  if (avatar === null || avatar.length > longestAddress || !URL.canParse(avatar)) return null;
  return { kind: "avatar", address: new URL(avatar).href };
}

function gravatarOf({ email }: Visitor): Media | null {
  if (email === null) return null;
  const id = createHash("sha256").update(email.trim().toLowerCase()).digest("hex");
  return { kind: "gravatar", address: `https://www.gravatar.com/avatar/${id}?d=404&s=96` };
}
