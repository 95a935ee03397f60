import type { FeedEntry, FetchResponse } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";

/** So many posts has a page of a list. */
export const perPage = 100;

/** A post as a source lists it. */
export interface ListedPost {
  id: string;
  /** When it was changed last, as the source writes it: texts of which a later one sorts behind. */
  changedAt: string;
  /** Null for one that cannot be used, such as one without a page. */
  entry: FeedEntry | null;
}

/** As much of a post as tells that it is there. */
export interface ListedId {
  id: string;
  publishedAt: Date | null;
}

/** How a kind of blog lists its posts; a string in the place of an answer is what is wrong with it, for the owner. */
export interface ListSource {
  /** Where it may answer, the best first; what answers 404 is none. A string: why it cannot be asked at all. */
  addresses(site: Site): string[] | string;
  headers: Record<string, string>;
  /** The address of a page of all posts, those that were changed first come first: of those that were changed at a moment, or later. */
  changedPage(address: string, site: Site, since: string | null, page: number): string;
  /**
   * The address of the posts that were published last, where that may be later than they were changed last: among changes they
   * are not found then.
   */
  latestPage?(address: string, site: Site): string;
  /** A page of all posts by id, with as little of each as can be. */
  idPage(address: string, site: Site, page: number): string;
  /** What an answer that is no success means. */
  refusal(answer: FetchResponse): string;
  posts(body: unknown, site: Site): ListedPost[] | string;
  ids(body: unknown): ListedId[] | string;
}
