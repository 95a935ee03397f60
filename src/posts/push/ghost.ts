import type { Push, PushedPost, ReadPush } from "../../domain/push.ts";
import { addressIn, asObject, dateIn, idIn, isObject, textIn } from "./fields.ts";

type Row = Record<string, unknown>;

/** Longer texts are sent to nobody, and need not wait with the work: characters. */
const longestHtml = 250_000;

/** Where a part of a post begins that strangers do not see, though they may read the rest. */
const membersBlock = /<!--\s*kg-gated-block:begin[^>]*\bnonMember:false\b/;

/** As many words as Ghost's own feed has where an author wrote no excerpt, so that both say the same. */
const excerptWords = 50;

/**
 * Reads a message of a Ghost 5 or 6. What it holds decides, not the event that its address names: one address may serve
 * several. Of authors nothing is kept. Throws `invalid` for what is none of Ghost's.
 */
export const readGhost: ReadPush = (body, event) => {
  const told = asObject(body);
  const name = event || textIn(told, "event") || "";
  const change = told["post"] ?? told["page"];
  if (change === undefined) return beside(name);
  const current = row(asObject(change)["current"]);
  const previous = row(asObject(change)["previous"]);
  if (idIn(current, "id") === null) return { kind: "gone", id: idIn(previous, "id"), url: null, updated: null };
  if (current["status"] === "published") return there(current, previous, told["post"] !== undefined);
  if (previous["status"] === "published" || name.endsWith(".unpublished"))
    return { kind: "gone", id: idIn(current, "id"), url: null, updated: dateIn(current, "updated_at") };
  return { kind: "unlike", why: "The post is not published, so there is nothing to do." };
};

function beside(name: string): Push {
  if (name === "site.changed") return { kind: "changed" };
  const what = name === "" ? "It" : `“${name.slice(0, 40)}”`;
  return { kind: "unlike", why: `${what} is not about a post, so there is nothing to do. Remove that webhook.` };
}

function there(current: Row, previous: Row, isPost: boolean): Push {
  const url = addressIn(current, "url");
  if (url === null || new URL(url).pathname.endsWith("/404/"))
    return { kind: "unlike", why: "Ghost gave the post no address yet, so there is nothing to do." };
  const isPublic = (current["visibility"] ?? "public") === "public";
  const isOpen = isPublic && !membersBlock.test(textIn(current, "html") ?? "");
  const post: PushedPost = {
    id: idIn(current, "id"),
    url,
    title: textIn(current, "title"),
    // What only members may read is kept nowhere, nor is the beginning of it.
    teaser: excerptOf(current, isOpen),
    html: isOpen ? htmlOf(current) : null,
    image: isPublic ? textIn(current, "feature_image") : null,
    tags: isPublic ? tagsOf(current) : [],
    lang: null,
    published: dateIn(current, "published_at"),
    updated: dateIn(current, "updated_at"),
    aliases: [...formerAddress(url, current, previous), ...canonicalOf(current, url)],
    isPublic,
    isPost,
  };
  return { kind: "there", post };
}

function row(value: unknown): Row {
  return isObject(value) ? value : {};
}

function htmlOf(current: Row): string | null {
  const html = textIn(current, "html");
  return html === null || html.length > longestHtml ? null : html;
}

function excerptOf(current: Row, isOpen: boolean): string | null {
  const written = textIn(current, "custom_excerpt") ?? textIn(current, "meta_description");
  if (written !== null || !isOpen) return written;
  return textIn(current, "plaintext")?.trim().split(/\s+/).slice(0, excerptWords).join(" ") ?? null;
}

/** Names of tags; what starts with a hash is Ghost's own business. */
function tagsOf({ tags }: Row): string[] {
  const names = Array.isArray(tags) ? tags.map((tag) => row(tag)["name"]) : [];
  return names.filter((name): name is string => typeof name === "string" && !name.startsWith("#"));
}

/** Where the post was before its slug was changed, as its address tells. */
function formerAddress(url: string, current: Row, previous: Row): string[] {
  const [now, before] = [textIn(current, "slug"), textIn(previous, "slug")];
  if (now === null || before === null || now === before) return [];
  const address = new URL(url);
  const parts = address.pathname.split("/");
  const place = parts.findLastIndex((part) => part === now || part === encodeURIComponent(now));
  if (place < 0) return [];
  address.pathname = parts.with(place, before).join("/");
  return [address.href];
}

/** The address that the author calls the real one; it may lie elsewhere, and is no reason to refuse the rest. */
function canonicalOf(current: Row, url: string): string[] {
  const named = current["canonical_url"];
  if (typeof named !== "string" || !URL.canParse(named, url)) return [];
  const canonical = new URL(named, url);
  return /^https?:$/.test(canonical.protocol) && canonical.href !== url ? [canonical.href] : [];
}
