import { sortOrders } from "../domain/reading.ts";
import type { Rest } from "../domain/tree.ts";
import type { Words } from "../i18n/words.ts";
import type { Reading } from "../usecases/visit/read-thread.ts";
import type { Links } from "./links.ts";
import { type Asked, askedQuery } from "./page-query.ts";

/** A link to another page of the same thread. A script asks for the fragment with the query instead. */
export interface PageLink {
  href: string;
  query: string;
  words: string;
}

/** Builds the links from one page of a thread to others, which keep its order and its view. */
export interface PageLinks {
  previous: PageLink | null;
  next: PageLink | null;
  /** From a page that shows a part alone to the whole thread. */
  whole: PageLink | null;
  sorts: (PageLink & { current: boolean })[];
  views: (PageLink & { current: boolean })[];
  rest(number: number, rest: Rest): PageLink;
  comment(number: number): PageLink;
}

const sortKeys = { oldest: "order.oldest", newest: "order.newest", top: "order.top" } as const;

/** What the links of a page are made for. */
export interface PageLinkParts {
  words: Words;
  links: Pick<Links, "page">;
  url: string;
  asked: Asked;
  reading: Reading;
}

/** The links of a page that was read as asked. */
export function createPageLinks({ words: { t }, links, url, asked, reading }: PageLinkParts): PageLinks {
  const { sort, flat } = asked;
  const below = reading.below?.number ?? null;

  function link(words: string, to: Partial<Asked>, hash = ""): PageLink {
    const query = askedQuery(to);
    return { href: `${links.page(url, query)}${hash}`, query, words };
  }

  return {
    previous:
      reading.previous === null ? null : link(t("pages.previous"), { sort, flat, below, before: reading.previous }),
    next: reading.next === null ? null : link(t("pages.next"), { sort, flat, below, after: reading.next }),
    whole: below === null ? null : link(t("pages.whole"), { sort, comment: below }, `#comment-${below}`),
    sorts: sortOrders
      .filter((order) => order !== "top" || reading.ranked)
      .map((order) => ({ ...link(t(sortKeys[order]), { sort: order, flat }), current: order === reading.sort })),
    views: [
      { ...link(t("order.tree"), { sort }), current: !flat },
      { ...link(t("order.flat"), { sort, flat: true }), current: flat },
    ],
    rest: (number, { count, after }) =>
      link(t("pages.rest", { count }), { sort, below: number, after }, `#comment-${number}`),
    comment: (number) => link("", { sort, flat, comment: number }, `#comment-${number}`),
  };
}
