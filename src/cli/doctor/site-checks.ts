import { counted } from "../../domain/counted.ts";
import type { Finding } from "../../domain/finding.ts";
import { awayWords, paceWords } from "../../domain/pace-words.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { forgetful } from "../../usecases/publish/poll-now.ts";
import { finding } from "./finding.ts";

/** Whether what tells of a site's posts is found and read; if it is, whether its newest page embeds the comments. */
export async function checkSite(
  world: Pick<World, "feeds" | "sitemaps" | "fetch" | "clock">,
  site: Site,
  url: string,
): Promise<Finding[]> {
  if (site.postsFrom === "sitemap") return [await checkSitemap(world, site)];
  let newest: string | null = null;
  const feed = await finding(`feed of ${site.home}`, async () => {
    // Asked as for the first time, so that “unchanged” does not pass for an answer.
    const now = world.clock.now();
    const fresh = { ...site, polling: { ...forgetful(site.polling), cursor: null, listedAt: now } };
    const { entries, polling } = await world.feeds.poll(fresh, now);
    const name = polling.feed ?? "the feed";
    if (entries === null && polling.fault !== null) return { mark: "fail", sentence: polling.fault };
    newest = entries?.[0]?.url ?? null;
    if (!entries?.length) return { mark: "warn", sentence: polling.fault ?? `${name} holds no post yet.` };
    const holds = counted(entries.length, "post");
    const looks = looksOf(site.polling, now);
    if (polling.fault === null) return { mark: "ok", sentence: `${name} holds ${holds}.${looks}` };
    return { mark: "warn", sentence: `${holds} of ${name} can be used. ${polling.fault}` };
  });
  // Without a post there is no page that should embed the comments: the front page need not.
  return newest === null ? [feed] : [feed, ...(await checkPage(world, newest, url))];
}

function checkSitemap(world: Pick<World, "sitemaps" | "clock">, site: Site): Promise<Finding> {
  return finding(`sitemap of ${site.home}`, async () => {
    const reading = await world.sitemaps.read(site);
    if (reading.kind !== "pages") return { mark: "fail", sentence: reading.fault };
    const holds = `${reading.address} names ${counted(reading.pages.length, "page")} below ${site.postsBelow ?? "/"}.`;
    if (reading.fault !== null) return { mark: "warn", sentence: `${holds} ${reading.fault}` };
    if (reading.pages.length === 0) return { mark: "warn", sentence: `${holds} Is that where posts lie?` };
    return { mark: "ok", sentence: `${holds}${looksOf(site.polling, world.clock.now())}` };
  });
}

/** How often the node that serves looks at a blog, and when it does so next; nothing where it never did. */
function looksOf({ intervalMs, nextPollAt, polledAt }: Site["polling"], now: Date): string {
  if (!polledAt || intervalMs === undefined) return "";
  return ` It is looked at ${paceWords(intervalMs)}, next ${awayWords(nextPollAt.getTime() - now.getTime())}.`;
}

async function checkPage(world: Pick<World, "fetch">, page: string, url: string): Promise<Finding[]> {
  const ask = (accept: string) =>
    world.fetch({ url: page, headers: { accept }, maxBytes: 2 * 1024 * 1024, timeoutMs: 10_000, redirects: 3 });
  let html = "";
  const embeds = await finding(`page ${page}`, async () => {
    const response = await ask("text/html");
    if (response.status !== 200) return { mark: "fail", sentence: `answers ${response.status} instead of the page.` };
    html = response.body.toString("utf8");
    if (html.includes(`${url}/embed.js`)) return { mark: "ok", sentence: "embeds the comments." };
    return {
      mark: "warn",
      sentence: `does not embed the comments. Add <script async src="${url}/embed.js"></script> to the template of a post.`,
    };
  });
  const opens = await finding(`opening ${page} in Mastodon`, async () => {
    const answer = await ask("application/activity+json, text/html;q=0.1").catch(() => null);
    const type = answer?.headers.get("content-type") ?? "";
    // In secure mode the node asks who wants to see the Note that the blog leads to; other servers say so.
    const isAsked = answer?.status === 401 && answer.url.startsWith(`${url}/ap/`);
    if (type.startsWith("application/activity+json") || isAsked)
      return { mark: "ok", sentence: "works: the blog sends servers on." };
    const link = /<link\b[^>]*application\/activity\+json[^>]*>/i.exec(html)?.[0] ?? "";
    if (link.includes(`${url}/ap/posts/`)) return { mark: "ok", sentence: "works: the page links to its Note." };
    return {
      mark: "warn",
      sentence:
        "will not work: its address leads no server to its Note. docs/integrations/fediverse.md shows three ways.",
    };
  });
  return [embeds, opens];
}
