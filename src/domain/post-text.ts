import type { SafeHtml } from "./brand.ts";

/**
 * The whole of a post, as its feed gives it. It is kept apart from the post's thread, which is read far more often and
 * shows none of it.
 */
export interface PostText {
  /** Its addresses are absolute. Null where the feed gives no more than a teaser, or more than can be sent. */
  html: SafeHtml | null;
  /** Address of the picture that stands for the post. */
  image: string | null;
  /** Its categories, as the blog writes them. */
  tags: string[];
}
