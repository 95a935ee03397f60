import { parseWebUrl, siteOf } from "../domain/address.ts";
import type { FeedEntry } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";
import type { Renderer } from "./feed-entries.ts";
import { partOf, textIn } from "./json-parts.ts";
import { type ListedPost, type ListSource, perPage } from "./list-source.ts";
import { longestTeaser, longestTitle, plainWords, readDate } from "./words.ts";

const fields = [
  "id",
  "uuid",
  "slug",
  "url",
  "title",
  "updated_at",
  "published_at",
  "comment_id",
  "visibility",
  "canonical_url",
  "custom_excerpt",
  "excerpt",
  "feature_image",
];

/** Reads posts by Ghost's Content API, with a key that the owner made for it. */
export function createGhostSource(html: Renderer): ListSource {
  return {
    headers: { "Accept-Version": "v5.0" },
    addresses(site) {
      if (!site.sourceKey)
        return "Posts are to be read from Ghost, but there is no key. Make one in Ghost under Settings → Integrations, and type it in the settings of this blog.";
      return [new URL("ghost/api/content/posts/", site.sourceAt ?? site.home).href];
    },
    changedPage(address, site, since, page) {
      const whole = site.posts === "article";
      return asked(address, site, {
        fields: [...fields, ...(whole ? ["html"] : [])].join(),
        // Excerpts that nobody wrote are made of the plain text.
        formats: whole ? "html,plaintext" : "plaintext",
        ...(since === null ? {} : { filter: `updated_at:>='${since}'` }),
        order: "updated_at asc",
        page: String(page),
      });
    },
    idPage: (address, site, page) =>
      asked(address, site, { fields: "id,published_at", order: "id asc", page: String(page) }),
    refusal: ({ status }) =>
      status === 401 || status === 403
        ? "Ghost does not take the key: make a new one under Settings → Integrations."
        : "Look into Ghost’s log; we try again.",
    posts(body, site) {
      const posts = partOf(body, ["posts"]);
      if (!Array.isArray(posts)) return "it has no list of posts.";
      return posts.flatMap((post) => listed(post, site, html) ?? []);
    },
    ids(body) {
      const posts = partOf(body, ["posts"]);
      if (!Array.isArray(posts)) return "it has no list of posts.";
      return posts.flatMap((post) => {
        const id = textIn(post, "id");
        return id === null ? [] : [{ id, publishedAt: readDate(textIn(post, "published_at")) }];
      });
    },
  };
}

function asked(address: string, { sourceKey }: Site, parameters: Record<string, string>): string {
  const query = new URLSearchParams({ key: sourceKey ?? "", limit: String(perPage), ...parameters });
  return `${address}?${query}`;
}

function listed(post: unknown, site: Site, html: Renderer): ListedPost | null {
  const id = textIn(post, "id");
  const changedAt = readDate(textIn(post, "updated_at"));
  if (id === null || changedAt === null) return null;
  return { id, changedAt: changedAt.toISOString(), entry: entryOf(post, id, changedAt, site, html) };
}

function entryOf(post: unknown, id: string, updatedAt: Date, site: Site, html: Renderer): FeedEntry | null {
  const url = textIn(post, "url");
  // What has no page yet is said to lie at /404/.
  if (url === null || !URL.canParse(url) || /\/404\/$/.test(url) || siteOf([site], url) === null) return null;
  const words = (text: string | null, max: number) =>
    plainWords(html, text === null ? null : { text, isHtml: false }, max);
  const isShut = (textIn(post, "visibility") ?? "public") !== "public";
  // Of what is not for everybody nothing is kept but what its author wrote for everybody.
  const isKept = !isShut || site.sendsMembers === true;
  const markup = site.posts === "article" && isKept ? textIn(post, "html") : null;
  const excerpt = textIn(post, "custom_excerpt") ?? (isKept ? textIn(post, "excerpt") : null);
  const image = textIn(post, "feature_image");
  const canonical = textIn(post, "canonical_url");
  const comments = textIn(post, "comment_id");
  return {
    id,
    url: parseWebUrl(url).href,
    title: words(textIn(post, "title"), longestTitle),
    teaser: words(excerpt, longestTeaser),
    lang: null,
    publishedAt: readDate(textIn(post, "published_at")),
    updatedAt,
    ...(markup === null
      ? {}
      : { text: { html: html.fromPost(markup, url), image: image?.startsWith("https://") ? image : null, tags: [] } }),
    also: {
      ids: [`ghost-${id}`, ...(comments === null || comments === id ? [] : [comments])],
      urls: canonical !== null && URL.canParse(canonical) && siteOf([site], canonical) !== null ? [canonical] : [],
    },
    ...(isShut && site.sendsMembers ? {} : { quiet: isShut }),
  };
}
