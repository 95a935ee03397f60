import type { PostText } from "../../src/domain/post-text.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import type { Addresses } from "../addresses.ts";
import { type Document, inLanguage } from "./document.ts";
import { postBase, teaserOf, titleOf } from "./post-note.ts";

/** Whether a post is sent as an Article: one without a title would have no name there, and stays a Note. */
export function isArticle(site: Pick<Site, "posts">, { page }: Pick<Thread, "page">): boolean {
  return site.posts === "article" && page.title !== "";
}

/**
 * The Article of a blog's post (FEP-b2b8): title, teaser as its summary, the whole text as far as the feed gives it, and
 * for those who show none of that a Note with teaser and link.
 */
export function postArticle(
  addresses: Addresses,
  { site, thread, text, edited }: { site: Site; thread: Thread; text: PostText | null; edited: Date | null },
): Document {
  const { page } = thread;
  const teaser = teaserOf(page);
  const base = postBase(addresses, site, thread, edited);
  const { attributedTo, published } = base;
  return {
    ...base,
    type: "Article",
    name: page.title,
    // The language goes by the title: a long text sent twice would be too much for many.
    ...inLanguage("name", page.title, page.lang, site.lang),
    ...(page.teaser === "" ? {} : { summary: page.teaser }),
    content: text?.html ?? teaser,
    ...(text?.image ? { image: { type: "Image", url: text.image } } : {}),
    preview: { type: "Note", attributedTo, content: titleOf(page) + teaser, published },
    tag: hashtags(text?.tags ?? []).map((name) => ({ type: "Hashtag", name, href: site.home })),
  };
}

const mostTags = 10;

/** Categories as hashtags: their letters and digits, each word begun with a capital, as a hashtag has no blanks. */
function hashtags(tags: readonly string[]): string[] {
  const names = tags.map((tag) => {
    const words = tag.normalize("NFC").match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
    return words.length > 1 ? words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("") : (words[0] ?? "");
  });
  // What is a number alone is no hashtag anywhere.
  const usable = names.filter((name) => /[\p{L}_]/u.test(name));
  return [...new Set(usable)].slice(0, mostTags).map((name) => `#${name}`);
}
