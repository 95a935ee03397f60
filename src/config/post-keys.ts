import { z } from "zod";
import { asWebUrl } from "../domain/address.ts";
import { isGhostKey, isPath, sourceAddress } from "../domain/post-settings.ts";
import { type PostSource, postSources, type Site } from "../domain/site.ts";

/** What stands for nothing in a list that has one place for each blog. */
const none = "-";

/** One for each blog, in their order; null where there is none for one. */
function perBlog<T>(wanted: string, read: (part: string) => T | null) {
  return z
    .string()
    .trim()
    .transform((value, context): (T | null)[] =>
      value.split(",").map((part) => {
        const text = part.trim();
        if (text === none || text === "") return null;
        const found = read(text);
        if (found === null)
          context.addIssue(`must be ${wanted}, one for each blog, or ${none}; “${text.slice(0, 40)}” is none`);
        return found;
      }),
    );
}

function sourceIn(text: string): PostSource | null {
  return postSources.find((source) => source === text.toLowerCase()) ?? null;
}

function addressIn(text: string): string | null {
  const url = asWebUrl(text);
  return url && sourceAddress(url);
}

/** The variables that say where new posts of each blog come from. */
export const postKeys = {
  ANTIPHON_POSTS_FROM: { schema: perBlog(postSources.join(", "), sourceIn), example: "feed" },
  ANTIPHON_POSTS_BELOW: { schema: perBlog("a path", (text) => (isPath(text) ? text : null)), example: "/blog/" },
  ANTIPHON_POSTS_AT: { schema: perBlog("a whole web address", addressIn), example: "https://my-blog.ghost.io/" },
  ANTIPHON_GHOST_KEY: {
    schema: perBlog("a key of Ghost’s Content API", (text) => (isGhostKey(text) ? text.toLowerCase() : null)),
    example: "22444f78447824223cefc48062",
  },
} as const;

/** What the environment says of where a blog's posts come from; what it does not say is left out. */
export type ConfiguredPosts = Partial<Pick<Site, "postsFrom" | "postsBelow" | "sourceAt" | "sourceKey">>;

type Values = { readonly [K in keyof typeof postKeys]?: z.infer<(typeof postKeys)[K]["schema"]> | undefined };

/** Which variable decides what of a blog. */
export const postKeyOf = {
  postsFrom: "ANTIPHON_POSTS_FROM",
  postsBelow: "ANTIPHON_POSTS_BELOW",
  sourceAt: "ANTIPHON_POSTS_AT",
  sourceKey: "ANTIPHON_GHOST_KEY",
} as const satisfies Record<keyof ConfiguredPosts, keyof typeof postKeys>;

/** What of it is set for the blog at a place in the list. */
export function postsOf(values: Values, i: number): ConfiguredPosts {
  const from = values.ANTIPHON_POSTS_FROM?.[i];
  const below = values.ANTIPHON_POSTS_BELOW?.[i];
  const at = values.ANTIPHON_POSTS_AT?.[i];
  const key = values.ANTIPHON_GHOST_KEY?.[i];
  return {
    ...(from ? { postsFrom: from } : {}),
    ...(below ? { postsBelow: below } : {}),
    ...(at ? { sourceAt: at } : {}),
    ...(key ? { sourceKey: key } : {}),
  };
}

/** What is wrong with lists that are not as long as that of the blogs. */
export function postFaults(values: Values, blogs: number): Record<string, string> {
  const names = Object.keys(postKeys) as (keyof typeof postKeys)[];
  const wrong = names.filter((name) => values[name] !== undefined && values[name].length !== blogs);
  const sentence = (name: keyof typeof postKeys) =>
    `has ${values[name]?.length} of what must be one for each blog, in the order of ANTIPHON_SITE, which names ${blogs}; ${none} stands for none.`;
  return Object.fromEntries(wrong.map((name) => [name, sentence(name)]));
}
