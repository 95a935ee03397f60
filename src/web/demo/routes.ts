import { Router } from "express";
import { Problem } from "../../domain/problem.ts";
import type { Words } from "../../i18n/words.ts";
import type { Web } from "../web.ts";
import { type DemoPost, demoAuthor, demoName, demoPosts, demoTagline } from "./posts.ts";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/**
 * The bundled blog: a front page, posts and an Atom feed, which the node finds, polls and announces like those of any
 * other blog. Each post carries its comments in the page itself, the script only makes them lively.
 */
export function createDemoRoutes(web: Web): Router {
  const { english } = web.tongues;
  const home = `${web.settings.url}/demo/`;
  const urlOf = (post: DemoPost) => `${home}${post.slug}`;
  const shared = {
    blog: demoName,
    author: demoAuthor,
    tagline: demoTagline,
    home,
    feed: `${home}feed.xml`,
    build: web.build,
  };
  const viewPost = (post: DemoPost) => ({
    ...post,
    url: urlOf(post),
    iso: post.date.toISOString(),
    day: day.format(post.date),
    html: web.render(`demo/posts/${post.slug}`, {}, english),
  });
  const posts = demoPosts.map(viewPost);
  const router = Router();

  router.use((_req, res, next) => {
    res.set("Cache-Control", "no-cache");
    next();
  });

  router.get("/", async (_req, res) => {
    const listed = await Promise.all(
      posts.map(async (post) => ({ ...post, comments: countWords(english, await countOf(post.url)) })),
    );
    const head = { title: demoName, heading: demoName, description: demoTagline, canonical: home };
    res.type("html").send(web.render("demo/home", { ...shared, ...head, posts: listed }, english));
  });

  router.get("/feed.xml", (_req, res) => {
    const feed = { ...shared, posts, updated: posts[0]?.iso ?? "" };
    res.type("application/atom+xml").send(web.render("demo/feed", feed, english));
  });

  router.get("/:slug", async (req, res) => {
    const post = posts.find(({ slug }) => slug === req.params.slug);
    if (!post) throw new Problem("not-found", "The demo blog has no such post.");
    const opened = await web.openThread(post.url, { wait: false });
    if (opened.kind === "foreign")
      throw new Problem("not-found", "The demo blog is not the blog of this node any more.");
    const thread = opened.kind === "thread" ? opened.thread : null;
    const alternate = thread ? web.links.post(thread) : null;
    if (alternate) res.append("Link", `<${alternate}>; rel="alternate"; type="application/activity+json"`);
    const head = {
      title: `${post.title} – ${demoName}`,
      heading: post.title,
      description: post.teaser,
      canonical: post.url,
      published: post.iso,
      alternate,
    };
    const { view: fragment } = await web.viewThread(
      { words: english, links: web.links },
      opened.site,
      thread,
      post.url,
    );
    const page = { ...shared, ...head, day: post.day, body: `demo/posts/${post.slug}`, thread: fragment };
    res.type("html").send(web.render("demo/post", page, english));
  });

  async function countOf(url: string): Promise<number> {
    const opened = await web.openThread(url, { wait: false });
    return opened.kind === "thread" ? opened.thread.counts.published : 0;
  }

  return router;
}

function countWords({ t }: Words, count: number): string {
  return count === 0 ? "No comments yet" : t("thread.title", { count });
}
