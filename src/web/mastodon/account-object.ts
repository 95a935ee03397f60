import { hash } from "node:crypto";
import { type Author, displayName, type RemoteActor } from "../../domain/author.ts";
import type { CustomEmoji } from "../../domain/emoji.ts";
import { escapeHtml } from "../../domain/escape.ts";
import { guestActorName, type Site } from "../../domain/site.ts";
import type { Words } from "../../i18n/words.ts";
import { seedOf } from "../face.ts";
import type { Links } from "../links.ts";
import { webUrl } from "../web-url.ts";
import type { Account, Emoji } from "./entities.ts";

/** In whose words and by which addresses people are told. */
export interface Telling {
  links: Links;
  words: Words;
}

type Known = Pick<
  Account,
  "id" | "username" | "acct" | "display_name" | "url" | "uri" | "avatar" | "created_at" | "emojis"
>;

/** What is the same of everybody, as nobody here follows or is followed but the blog. */
const usual = {
  locked: false,
  bot: false,
  group: false,
  discoverable: null,
  noindex: false,
  note: "",
  followers_count: 0,
  following_count: 0,
  statuses_count: 0,
  last_status_at: null,
  fields: [],
};

/** The blog, as the author of its posts. */
export function blogAccount({ links }: Pick<Telling, "links">, site: Site): Account {
  const seed = hash("sha256", `blog ${site._id}`, "hex").slice(0, 12);
  return accountOf(links, {
    id: idOf(seed),
    username: site.handle,
    acct: localName(site, site.handle),
    display_name: site.name,
    url: links.profile(site.handle),
    uri: links.actor(site.handle),
    avatar: links.face(seed),
    created_at: site.installedAt.toISOString(),
    emojis: [],
  });
}

/** Whoever wrote a comment; `wroteAt` stands where it is not known since when they have been there. */
export function authorAccount(telling: Telling, site: Site, author: Author, wroteAt: Date): Account {
  const { links, words } = telling;
  const seed = seedOf(author);
  const shared = {
    id: idOf(seed),
    display_name: displayName(author) || words.t("comment.anonymous"),
    avatar: links.portrait(author, seed) ?? links.face(seed),
  };
  if (author.kind === "remote") {
    return accountOf(links, { ...shared, ...remoteMembers(links, author, wroteAt) });
  }
  // Visitors have no address of their own on the fediverse: what they say there is said by this account of the blog's.
  const name = guestActorName(site);
  const known = {
    ...shared,
    username: name,
    acct: localName(site, name),
    url: links.profile(name),
    uri: links.actor(name),
    created_at: wroteAt.toISOString(),
    emojis: [],
  };
  const website = webUrl(author.website);
  const field = { name: words.t("form.website"), value: escapeHtml(website ?? ""), verified_at: null };
  return { ...accountOf(links, known), fields: website ? [field] : [] };
}

/** Pictures of emoji, by way of this node. */
export function viewEmojis(links: Pick<Links, "emoji">, emoji: readonly CustomEmoji[] = []): Emoji[] {
  return emoji.map(({ text, image }) => {
    const url = links.emoji(image);
    return { shortcode: text.replace(/^:|:$/g, ""), url, static_url: url, visible_in_picker: false };
  });
}

function remoteMembers(links: Links, author: RemoteActor, wroteAt: Date) {
  const { id, handle, url, emoji, since } = author;
  return {
    username: handle.split("@")[0] ?? handle,
    acct: handle,
    url: webUrl(url) ?? id,
    uri: id,
    created_at: (since ?? wroteAt).toISOString(),
    emojis: viewEmojis(links, emoji),
  };
}

function accountOf(links: Links, known: Known): Account {
  const header = `${links.node}/favicon.svg`;
  return { ...known, ...usual, avatar_static: known.avatar, header, header_static: header };
}

/** Programs add the node's host to a name without one, which would be wrong where the blog is known by another domain. */
function localName({ handleDomain }: Pick<Site, "handleDomain">, name: string): string {
  return handleDomain ? `${name}@${handleDomain}` : name;
}

/** Programs expect numbers; what faces are drawn from tells people apart as well, and no more. */
function idOf(seed: string): string {
  return BigInt(`0x${seed}`).toString();
}
