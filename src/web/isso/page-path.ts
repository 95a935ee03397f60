import type { Thread } from "../../domain/thread.ts";

/** What Isso calls the `uri` of a page: its path on the blog, with the query where there is one. */
export function pathOf({ page }: Pick<Thread, "page">): string {
  const { pathname, search } = new URL(page.url);
  return pathname + search;
}
