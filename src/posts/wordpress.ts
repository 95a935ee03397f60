import { parseWebUrl, siteOf } from "../domain/address.ts";
import type { FeedEntry } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";
import type { Renderer } from "./feed-entries.ts";
import { partOf, textIn } from "./json-parts.ts";
import { type ListedPost, type ListSource, perPage } from "./list-source.ts";
import { longestTeaser, longestTitle, plainWords, readDate } from "./words.ts";

const fields = "id,link,slug,title,excerpt,guid,date_gmt,modified_gmt,status,comment_status";

/** Nobody plans more posts for the time between two looks. */
const latest = 20;

/** Reads posts by WordPress' REST API, which every blog of it has open unless somebody shut it. */
export function createWordPressSource(html: Renderer): ListSource {
  return {
    headers: {},
    addresses(site) {
      const at = site.sourceAt ?? site.home;
      // Without pretty addresses there is no path for it.
      return [new URL("wp-json/wp/v2/posts", at).href, new URL("?rest_route=/wp/v2/posts", at).href];
    },
    changedPage(address, site, since, page) {
      return asked(address, {
        orderby: "modified",
        order: "asc",
        ...(since === null ? {} : { modified_after: before(since) }),
        _fields: fieldsFor(site),
        page: String(page),
      });
    },
    // A post that was planned goes out with the date when somebody last worked on it.
    latestPage: (address, site) =>
      asked(address, { orderby: "date", order: "desc", _fields: fieldsFor(site), per_page: String(latest) }),
    idPage: (address, _site, page) =>
      asked(address, { orderby: "id", order: "asc", _fields: "id,date_gmt", page: String(page) }),
    refusal: ({ status }) =>
      status === 401 || status === 403
        ? "A plugin or a setting of WordPress lets nobody read its REST API: open it for posts, or read the feed instead."
        : "Open it in a browser to see what is wrong; we try again.",
    posts(body, site) {
      if (!Array.isArray(body)) return "it has no list of posts.";
      return body.flatMap((post) => listed(post, site, html) ?? []);
    },
    ids(body) {
      if (!Array.isArray(body)) return "it has no list of posts.";
      return body.flatMap((post) => {
        const id = idOf(post);
        return id === null ? [] : [{ id, publishedAt: readDate(textIn(post, "date_gmt")) }];
      });
    },
  };
}

function fieldsFor({ posts }: Site): string {
  return posts === "article" ? `${fields},content` : fields;
}

function asked(address: string, parameters: Record<string, string>): string {
  const query = new URLSearchParams({ per_page: String(perPage), ...parameters });
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

/** Its filter leaves out what was changed at the very second that is named. */
function before(since: string): string {
  return new Date(Date.parse(since) - 1000).toISOString().replace(/\.\d+Z$/, "Z");
}

function idOf(post: unknown): string | null {
  const id = partOf(post, ["id"]);
  return Number.isSafeInteger(id) ? String(id) : null;
}

function listed(post: unknown, site: Site, html: Renderer): ListedPost | null {
  const id = idOf(post);
  // These have no zone, and are in UTC.
  const changedAt = readDate(textIn(post, "modified_gmt"));
  if (id === null || changedAt === null) return null;
  const entry = (textIn(post, "status") ?? "publish") === "publish" ? entryOf(post, id, changedAt, site, html) : null;
  return { id, changedAt: changedAt.toISOString(), entry };
}

function entryOf(post: unknown, id: string, updatedAt: Date, site: Site, html: Renderer): FeedEntry | null {
  const url = textIn(post, "link");
  if (url === null || !URL.canParse(url) || siteOf([site], url) === null) return null;
  const words = (text: string | null, max: number) =>
    plainWords(html, text === null ? null : { text, isHtml: true }, max);
  const content = site.posts === "article" ? textIn(post, "content", "rendered") : null;
  const guid = textIn(post, "guid", "rendered");
  const isShut = partOf(post, ["excerpt", "protected"]) === true;
  const plain = new URL(`?p=${id}`, site.home).href;
  return {
    id,
    url: parseWebUrl(url).href,
    title: words(textIn(post, "title", "rendered"), longestTitle),
    teaser: isShut && !site.sendsMembers ? "" : words(textIn(post, "excerpt", "rendered"), longestTeaser),
    lang: null,
    publishedAt: readDate(textIn(post, "date_gmt")),
    updatedAt,
    ...(content === null ? {} : { text: { html: html.fromPost(content, url), image: null, tags: [] } }),
    // The feed calls a post by its guid, and themes by its number.
    also: { ids: [...(guid === null ? [] : [guid]), `wp-1-${id}`], urls: [plain] },
    ...(isShut && site.sendsMembers ? {} : { quiet: isShut }),
  };
}
