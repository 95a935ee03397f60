import { asWebUrl, pageKey, parseWebUrl } from "../domain/address.ts";
import { languageTag } from "../domain/language-tag.ts";
import type { FetchResponse, GuardedFetch, Html, PageReader } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { decodeBody } from "./decode.ts";
import { maxBytes, retryAfterOf, timeoutMs } from "./manners.ts";
import { type PageHead, readHead } from "./page-head.ts";
import { type PageMark, readMarks } from "./page-marks.ts";
import { longestTeaser, longestTitle, plainWords, readDate } from "./words.ts";

const accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

/** Reads blog pages through the guarded fetch: their heads, and where they want their comments; after three redirects at most. */
export function createPageReader({ fetch, html }: { fetch: GuardedFetch; html: Pick<Html, "toText"> }): PageReader {
  return {
    async read(url) {
      const answer = await fetch({
        url: parseWebUrl(url).href,
        headers: { Accept: accept },
        maxBytes,
        timeoutMs,
        redirects: 3,
      });
      demandPage(answer, url);
      const text = decodeBody(answer.body, answer.headers.get("content-type"));
      const head = readHead(text);
      const meta = (...names: string[]) => names.map((name) => head.meta.get(name)).find((content) => content) ?? "";
      const finalUrl = answer.url;
      const pageUrl = canonicalOf(head, finalUrl) ?? finalUrl;
      const mark = markOf(readMarks(text), [pageUrl, finalUrl]);
      const onFediverse = head.activity === null ? null : addressIn(head, head.activity, finalUrl);
      return {
        url: pageUrl,
        finalUrl,
        title: plainWords(html, { text: mark?.title || meta("og:title") || head.title, isHtml: false }, longestTitle),
        teaser: plainWords(html, { text: meta("og:description", "description"), isHtml: false }, longestTeaser),
        lang: languageTag(head.lang) ?? languageTag(meta("og:locale")),
        publishedAt: readDate(meta("article:published_time")),
        ...(mark && mark.ids.length > 0 ? { ids: mark.ids } : {}),
        ...(onFediverse ? { onFediverse: onFediverse.href } : {}),
      };
    },
  };
}

function demandPage(answer: FetchResponse, url: string): void {
  const { status } = answer;
  if (status === 404 || status === 410) {
    throw new Problem("not-found", `The blog has no page at ${url} (it answered ${status}). Check the address.`);
  }
  if (status === 401 || status === 403) {
    throw new Problem(
      "upstream",
      `The blog refuses to show ${url} (it answered ${status}). The page must be open to everybody.`,
    );
  }
  if (status < 200 || status > 299) {
    const seconds = retryAfterOf(answer);
    const extra = seconds === null ? {} : { retryAfter: seconds };
    throw new Problem("upstream", `The blog answered ${status} for ${url}. Try again later.`, extra);
  }
  const type = (answer.headers.get("content-type") ?? "text/html").toLowerCase();
  if (!/^\s*(text\/html|application\/xhtml\+xml)\b/.test(type)) {
    throw new Problem("unsupported", `${url} is no HTML page but ${type.split(";")[0]}. Only pages can have comments.`);
  }
}

/** The canonical address that a page names, if it lies on the same host; a page may not speak for another blog. */
function canonicalOf(head: PageHead, finalUrl: string): string | null {
  const named = head.canonical ?? head.meta.get("og:url");
  const url = named ? addressIn(head, named, finalUrl) : null;
  return url && url.host === new URL(finalUrl).host ? url.href : null;
}

/** A web address as it is written in a head, without its fragment; null for what is none. */
function addressIn(head: PageHead, written: string, finalUrl: string): URL | null {
  try {
    const url = asWebUrl(new URL(written.trim(), new URL(head.base ?? "", finalUrl)).href);
    if (url) url.hash = "";
    return url;
  } catch {
    return null;
  }
}

/**
 * What a page says of itself where it wants its comments. A list of posts has several places, each about another page; and
 * where two that are about this one call it by different ids, none is believed.
 */
function markOf(marks: readonly PageMark[], addresses: readonly string[]): { title: string; ids: string[] } | null {
  const keys = new Set(addresses.map((address) => pageKey(address)));
  const own = marks.filter(({ url }) => {
    const named = asWebUrl(url.trim());
    return url.trim() === "" || (named !== null && keys.has(pageKey(named)));
  });
  const [first] = own;
  if (!first) return null;
  const isOne = own.every(({ id }) => id === first.id);
  return { title: first.title, ids: isOne ? [...new Set([first.id, ...first.aliases])].filter(Boolean) : [] };
}
