import { asWebUrl } from "./address.ts";
import { changes, choice, isWrong, type Setting, type SettingGroup } from "./setting.ts";
import type { Site } from "./site.ts";

const longestUrl = 2_048;
const longestPath = 500;

/** What a key of Ghost's Content API looks like. */
const ghostKey = /^[\da-f]{26}$/i;

const feed: Setting<Site> = {
  name: "feed",
  label: "Feed",
  hint: "A blog without one is read by its sitemap: choose that above, and say below which path posts lie.",
  none: "found by way of the front page",
  meanwhile: ({ postsFrom = "feed", polling }) => (postsFrom === "feed" ? polling.feed : null),
  typed: "address",
  value: ({ feed }) => feed ?? "",
  decided: ({ feed }) => feed !== null,
  read(typed) {
    if (typed === "") return changes({ feed: null });
    if (typed.length <= longestUrl && asWebUrl(typed)) return changes({ feed: typed });
    return isWrong("Type the whole address of a feed, such as https://blog.example.org/feed.xml.");
  },
};

const below: Setting<Site> = {
  name: "postsBelow",
  label: "Path below which posts lie",
  hint: "For a sitemap, which names every page: such as /blog/. What is new there goes to your followers; without a path it waits for you.",
  none: "all pages",
  value: ({ postsBelow }) => postsBelow ?? "",
  decided: ({ postsBelow }) => Boolean(postsBelow),
  read(typed) {
    if (typed === "") return changes({ postsBelow: null });
    return isPath(typed)
      ? changes({ postsBelow: typed })
      : isWrong("Type a path that starts with a slash, such as /blog/.");
  },
};

const at: Setting<Site> = {
  name: "sourceAt",
  label: "Address of Ghost or WordPress",
  none: "where the blog lives",
  typed: "address",
  value: ({ sourceAt }) => sourceAt ?? "",
  decided: ({ sourceAt }) => Boolean(sourceAt),
  read(typed) {
    if (typed === "") return changes({ sourceAt: null });
    const url = typed.length <= longestUrl ? asWebUrl(typed) : null;
    if (!url) return isWrong("Type a whole address, such as https://my-blog.ghost.io/.");
    return changes({ sourceAt: sourceAddress(url) });
  },
};

const key: Setting<Site> = {
  name: "sourceKey",
  label: "Key of Ghost’s Content API",
  hint: "Ghost makes one under Settings → Integrations → Add custom integration. It can only read.",
  none: "none",
  value: ({ sourceKey }) => (sourceKey ? maskedKey(sourceKey) : ""),
  decided: ({ sourceKey }) => Boolean(sourceKey),
  read(typed, { postsFrom, sourceKey }) {
    if (sourceKey && typed === maskedKey(sourceKey)) return changes({});
    if (typed === "")
      return postsFrom === "ghost" ? isWrong("Ghost is read with a key: type it here.") : changes({ sourceKey: null });
    return isGhostKey(typed)
      ? changes({ sourceKey: typed.toLowerCase() })
      : isWrong("That is no key of the Content API: these have 26 letters from a to f and digits.");
  },
};

/** Where new posts of a blog are learned of. */
export const postSettings: SettingGroup<Site> = {
  name: "posts",
  heading: "Where new posts come from",
  settings: [
    choice({
      name: "postsFrom",
      label: "The node reads",
      hint: "What is there when it reads a source for the first time counts as old.",
      usual: "feed",
      choices: [
        { value: "feed", label: "the feed" },
        { value: "sitemap", label: "the sitemap" },
        { value: "ghost", label: "Ghost, by its Content API" },
        { value: "wordpress", label: "WordPress, by its REST API" },
      ],
      get: ({ postsFrom }) => postsFrom,
      set: (postsFrom) => ({ postsFrom }),
    }),
    feed,
    below,
    at,
    key,
    choice({
      name: "sendsMembers",
      label: "Posts that not everybody may read",
      hint: "Members’ posts of Ghost, posts with a password of WordPress, and what your program tells as such.",
      usual: "off",
      choices: [
        { value: "off", label: "stay here; you can publish each" },
        { value: "on", label: "go to your followers as well, with title and teaser" },
      ],
      get: ({ sendsMembers }) => (sendsMembers ? "on" : "off"),
      set: (value) => ({ sendsMembers: value === "on" }),
    }),
  ],
};

/** Whether a text can be the key of a Content API. */
export function isGhostKey(text: string): boolean {
  return ghostKey.test(text);
}

/** Whether a text can be a path below which posts lie. */
export function isPath(text: string): boolean {
  return text.length <= longestPath && /^\/[^\s?#]*$/.test(text);
}

/** The address below which an API is looked for. */
export function sourceAddress({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(/\/*$/, "/")}`;
}

/** A key as it is shown: enough of it to be told from another. */
function maskedKey(text: string): string {
  return `${"•".repeat(8)}${text.slice(-6)}`;
}
