import type { Site } from "../../domain/site.ts";
import type { Words } from "../../i18n/words.ts";
import type { Links } from "../links.ts";

/** A feed as a page names it for programs. */
export interface FeedLink {
  type: string;
  title: string;
  href: string;
}

const types = { atom: "application/atom+xml", rss: "application/rss+xml", json: "application/feed+json" } as const;

/** The feeds of a thread, and that of its whole blog. */
export function feedLinks(
  { t }: Words,
  links: Pick<Links, "feed">,
  site: Pick<Site, "home" | "name">,
  { url, title }: { url: string; title: string },
): FeedLink[] {
  const ofThread = (["atom", "rss", "json"] as const).map((format) => ({
    type: types[format],
    title: t("thread.pageTitle", { title }),
    href: links.feed("thread", url, format),
  }));
  return [
    ...ofThread,
    {
      type: types.atom,
      title: t("thread.pageTitle", { title: site.name }),
      href: links.feed("site", site.home, "atom"),
    },
  ];
}
