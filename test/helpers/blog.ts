import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A post of a test blog. */
export interface BlogPost {
  slug: string;
  title: string;
  teaser: string;
  lang: string;
  published: string;
  /** The whole text, as HTML, for the feed alone. */
  text?: string;
}

/** A small blog on loopback with pages and an Atom feed, for nodes to read as they would read anybody's. */
export interface Blog {
  home: string;
  /** What stands at the end of each post's page; nothing at first. */
  foot: string;
  /** The language of the feed. */
  lang: string;
  /** What stands in the feed before its entries, and headers that it comes with; nothing at first. */
  feedHead: string;
  feedHeaders: Record<string, string>;
  urlOf(slug: string): string;
  /** Publishes a post, or another version of one. */
  publish(post: Partial<BlogPost> & { slug: string }): void;
  close(): Promise<void>;
}

/** Starts a blog with no posts. */
export async function startBlog(): Promise<Blog> {
  const posts = new Map<string, BlogPost>();
  const server = createServer((req, res) => {
    const slug = (req.url ?? "/").replace(/^\/(posts\/)?/, "").replace(/[?#].*$/, "");
    if (slug === "") return void res.setHeader("content-type", "text/html").end(front);
    if (slug === "feed.xml")
      return void res.writeHead(200, { "content-type": "application/atom+xml", ...blog.feedHeaders }).end(feed());
    const post = posts.get(slug);
    if (!post) return void res.writeHead(404, { "content-type": "text/html" }).end("<h1>Not here</h1>");
    res.setHeader("content-type", "text/html").end(page(post));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const home = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const urlOf = (slug: string) => `${home}posts/${slug}`;

  const front = `<!doctype html><title>A blog</title><link rel="alternate" type="application/atom+xml" href="/feed.xml">`;
  const page = ({ slug, title, teaser, lang }: BlogPost) =>
    `<!doctype html><html lang="${lang}"><title>${title}</title><meta name="description" content="${teaser}">
     <link rel="canonical" href="${urlOf(slug)}"><h1>${title}</h1>${blog.foot}</html>`;
  const entry = (post: BlogPost) =>
    `<entry xml:lang="${post.lang}"><id>${urlOf(post.slug)}</id><title>${post.title}</title><link rel="alternate" href="${urlOf(post.slug)}"/>
     <published>${post.published}</published><updated>${post.published}</updated><summary>${post.teaser}</summary>${whole(post)}</entry>`;
  const whole = ({ text }: BlogPost) => (text ? `<content type="html"><![CDATA[${text}]]></content>` : "");
  const feed = () => {
    const entries = [...posts.values()].reverse().map(entry).join("");
    return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${blog.lang}">
      <id>${home}</id><title>A blog</title><updated>2026-11-01T12:00:00Z</updated>${blog.feedHead}${entries}</feed>`;
  };

  const blog: Blog = {
    home,
    foot: "",
    lang: "en",
    feedHead: "",
    feedHeaders: {},
    urlOf,
    publish(post) {
      const before = posts.get(post.slug);
      const blank = { title: "A post", teaser: "What it is about.", lang: "en", published: "2026-11-01T12:00:00Z" };
      posts.set(post.slug, { ...blank, ...before, ...post });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return blog;
}
