import type { IncomingMessage, ServerResponse } from "node:http";

/** A post of a pretended Ghost or WordPress. */
export interface ApiPost {
  /** Counts up from 1. */
  n: number;
  slug: string;
  title: string;
  publishedAt: string;
  updatedAt: string;
  /** Not for everybody: members' posts of Ghost, ones with a password of WordPress. */
  shut?: boolean;
}

/** A small server's answer to what is asked of it. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The id that Ghost would give a post. */
export function ghostId(n: number): string {
  return `6${n.toString(16).padStart(23, "0")}`;
}

/** Answers as Ghost's Content API does, at `/ghost/api/content/posts/`, with `key` for its key. */
export function answerAsGhost(home: () => string, key: string, posts: () => ApiPost[]): Answer {
  return (request, response) => {
    const { pathname, searchParams: asked } = new URL(request.url ?? "", home());
    const say = (status: number, body: object) => {
      const headers = { "content-type": "application/json; charset=utf-8", "content-version": "v6.2" };
      response.writeHead(status, headers).end(JSON.stringify(body));
    };
    const fault = (status: number, message: string, type: string) => say(status, { errors: [{ message, type }] });
    if (pathname !== "/ghost/api/content/posts/") return void response.writeHead(404).end("<!doctype html>");
    if (asked.get("key") !== key) return fault(401, "Unknown Content API Key", "UnauthorizedError");
    if (request.headers["accept-version"] !== "v5.0") return fault(406, "No version", "RequestNotAcceptableError");
    const since = /^updated_at:>='([^']+)'$/.exec(asked.get("filter") ?? "")?.[1];
    if (asked.has("filter") && since === undefined) return fault(400, "Cannot parse filter", "BadRequestError");
    const [by, direction] = (asked.get("order") ?? "published_at desc").split(" ");
    const limit = Math.min(Number(asked.get("limit") ?? 15), 100);
    const page = Number(asked.get("page") ?? 1);
    const keyOf = (post: ApiPost) => (by === "id" ? ghostId(post.n) : post.updatedAt);
    const found = posts()
      .filter(({ updatedAt }) => since === undefined || Date.parse(updatedAt) >= Date.parse(since))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1) * (direction === "asc" ? 1 : -1));
    const fields = (asked.get("fields") ?? "").split(",");
    say(200, {
      posts: found.slice((page - 1) * limit, page * limit).map((post) => {
        const all: Record<string, unknown> = {
          id: ghostId(post.n),
          uuid: `00000000-0000-4000-8000-${String(post.n).padStart(12, "0")}`,
          slug: post.slug,
          url: `${home()}${post.slug}/`,
          title: post.title,
          updated_at: post.updatedAt.replace("Z", "+00:00"),
          published_at: post.publishedAt.replace("Z", "+00:00"),
          comment_id: ghostId(post.n),
          visibility: post.shut ? "members" : "public",
          canonical_url: null,
          custom_excerpt: null,
          excerpt: `About ${post.slug}.`,
          feature_image: null,
          html: `<p>About <em>${post.slug}</em>.</p>`,
        };
        return Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name)));
      }),
      meta: { pagination: { page, limit, pages: Math.ceil(found.length / limit), total: found.length } },
    });
  };
}

/** Answers as the REST API of WordPress does for posts; without pretty addresses by `?rest_route=` alone. */
export function answerAsWordPress(home: () => string, posts: () => ApiPost[], { pretty = true } = {}): Answer {
  return (request, response) => {
    const { pathname, searchParams: asked } = new URL(request.url ?? "", home());
    const isHere = pretty ? pathname === "/wp-json/wp/v2/posts" : asked.get("rest_route") === "/wp/v2/posts";
    if (!isHere) return void response.writeHead(404).end("<!doctype html>");
    const say = (status: number, body: object, headers = {}) =>
      response
        .writeHead(status, { "content-type": "application/json; charset=UTF-8", ...headers })
        .end(JSON.stringify(body));
    const perPage = Number(asked.get("per_page") ?? 10);
    if (perPage > 100) return void say(400, { code: "rest_invalid_param", message: "Invalid", data: { status: 400 } });
    const after = asked.get("modified_after");
    const by = asked.get("orderby");
    const keyOf = ({ n, updatedAt, publishedAt }: ApiPost) =>
      by === "id" ? n : Date.parse(by === "modified" ? updatedAt : publishedAt);
    const found = posts()
      .filter(({ updatedAt }) => after === null || Date.parse(updatedAt) > Date.parse(after))
      .sort((a, b) => (keyOf(a) - keyOf(b)) * (asked.get("order") === "asc" ? 1 : -1));
    const page = Number(asked.get("page") ?? 1);
    const pages = Math.ceil(found.length / perPage);
    if (page > 1 && page > pages)
      return void say(400, { code: "rest_post_invalid_page_number", message: "…", data: { status: 400 } });
    const fields = (asked.get("_fields") ?? "").split(",");
    const some = found.slice((page - 1) * perPage, page * perPage).map((post) => {
      const text = post.shut ? "" : `<p>About ${post.slug} &#8211; all of it [&hellip;]</p>\n`;
      const all: Record<string, unknown> = {
        id: post.n,
        link: `${home()}${post.slug}/`,
        slug: post.slug,
        title: { rendered: post.title },
        excerpt: { rendered: text, protected: post.shut ?? false },
        content: { rendered: text, protected: post.shut ?? false },
        guid: { rendered: `${home()}?p=${post.n}` },
        date_gmt: post.publishedAt.replace(/(\.\d+)?Z$/, ""),
        modified_gmt: post.updatedAt.replace(/(\.\d+)?Z$/, ""),
        status: "publish",
        comment_status: "closed",
      };
      return Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name)));
    });
    say(200, some, { "x-wp-total": String(found.length), "x-wp-totalpages": String(pages) });
  };
}
