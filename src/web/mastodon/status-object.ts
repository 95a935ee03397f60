import { type Comment, type ReactionCounts, untitledWarning } from "../../domain/comment.ts";
import { withoutPictures } from "../../domain/pictures.ts";
import { guestActorName, type Site } from "../../domain/site.ts";
import { isApart, type Thread } from "../../domain/thread.ts";
import type { Told } from "../../usecases/visit/read-conversation.ts";
import type { Links } from "../links.ts";
import type { Web } from "../web.ts";
import { webUrl } from "../web-url.ts";
import { authorAccount, blogAccount, type Telling, viewEmojis } from "./account-object.ts";
import type { MediaAttachment, Status } from "./entities.ts";

/** A post as a program knows it: `id` is what it asked by, so that it finds the answers to it. */
export interface Post extends Telling, Pick<Web, "render"> {
  id: string;
  site: Site;
  thread: Thread;
}

/** What is the same of all posts and comments. */
const usual = {
  reblog: null,
  quote: null,
  application: null,
  mentions: [],
  tags: [],
  card: null,
  poll: null,
} satisfies Partial<Status>;

/** Whether the post is to be found on the fediverse. */
export function isOnFediverse(thread: Pick<Thread, "announcement" | "pushed">): boolean {
  return thread.announcement !== "withdrawn" && !isApart(thread);
}

/** The post: title, teaser and link. All comments below it count as replies, as they do on the blog. */
export function viewPost(post: Post): Status {
  const { links, words, render, site, thread, id } = post;
  const { page, createdAt, announcedAt } = thread;
  const url = links.status(site.handle, id);
  return {
    ...usual,
    id,
    created_at: (page.publishedAt ?? announcedAt ?? createdAt).toISOString(),
    edited_at: null,
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: false,
    spoiler_text: "",
    visibility: "public",
    language: page.lang,
    uri: isOnFediverse(thread) ? links.post(thread) : url,
    url,
    replies_count: thread.counts.published,
    ...countsOf(thread.reactions),
    content: render("mastodon/post", { page, title: page.title || page.url }, words).trim(),
    account: blogAccount(post, site),
    media_attachments: [],
    emojis: [],
  };
}

/** A comment that readers see. */
export function viewStatus(post: Post, { comment: stored, parent, answers }: Told): Status {
  const comment = withoutPictures(stored);
  const { links, site } = post;
  const { author, createdAt, editedAt, warning, attachments } = comment;
  const url = addressOf(post, comment);
  const answered = parent ? authorAccount(post, site, parent.author, parent.createdAt) : blogAccount(post, site);
  return {
    ...usual,
    id: String(comment.number),
    created_at: createdAt.toISOString(),
    edited_at: editedAt?.toISOString() ?? null,
    in_reply_to_id: parent ? String(parent.number) : post.id,
    in_reply_to_account_id: answered.id,
    sensitive: warning !== null || attachments.some(({ sensitive }) => sensitive === true),
    spoiler_text: warning === untitledWarning ? post.words.t("comment.warning") : (warning ?? ""),
    visibility: comment.unlisted ? "unlisted" : "public",
    language: comment.lang,
    uri: links.voice(comment) ?? url,
    url,
    replies_count: answers,
    ...countsOf(comment.counts, comment.votes?.up),
    content: comment.html,
    account: authorAccount(post, site, author, createdAt),
    media_attachments: viewAttachments(links, comment),
    emojis: viewEmojis(links, comment.emoji),
  };
}

/** The original of what was written elsewhere, else an address of ours that leads to it, whatever is hung on to that. */
function addressOf({ links, site }: Post, comment: Comment): string {
  const original = webUrl(comment.remote?.url ?? null);
  return original ?? links.status(guestActorName(site), String(comment.number));
}

/** Readers of the blog who like something count like those elsewhere, as they do for Isso's clients. */
function countsOf({ likes, boosts, quotes = 0 }: ReactionCounts, votes = 0) {
  return { reblogs_count: boosts, favourites_count: likes + votes, quotes_count: quotes };
}

/** Pictures come by way of this node; all else is a link, as readers’ browsers would ask strangers for it by themselves. */
function viewAttachments(links: Pick<Links, "attachment">, { number, attachments }: Comment): MediaAttachment[] {
  return attachments
    .filter(({ url }) => webUrl(url))
    .map(({ url, mediaType, alt }, i) => {
      const picture = mediaType.startsWith("image/") ? links.attachment(url) : null;
      return {
        id: `${number}${String(i).padStart(3, "0")}`,
        type: picture ? "image" : "unknown",
        url: picture ?? url,
        preview_url: picture,
        remote_url: url,
        meta: {},
        description: alt || null,
        blurhash: null,
      };
    });
}
