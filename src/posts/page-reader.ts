import { parseWebUrl } from "../domain/address.ts";
import type { FetchResponse, GuardedFetch, Html, PageReader } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";
import { decodeBody } from "./decode.ts";
import { maxBytes, retryAfterOf, timeoutMs } from "./manners.ts";
import { type PageHead, readHead } from "./page-head.ts";
import { languageTag, longestTeaser, longestTitle, plainWords, readDate } from "./words.ts";

const accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

/** Reads blog pages through the guarded fetch: their heads alone, after three redirects at most. */
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
      const head = readHead(decodeBody(answer.body, answer.headers.get("content-type")));
      const meta = (...names: string[]) => names.map((name) => head.meta.get(name)).find((content) => content) ?? "";
      return {
        url: canonicalOf(head, answer.url) ?? answer.url,
        finalUrl: answer.url,
        title: plainWords(html, { text: meta("og:title") || head.title, isHtml: false }, longestTitle),
        teaser: plainWords(html, { text: meta("og:description", "description"), isHtml: false }, longestTeaser),
        lang: languageTag(head.lang) ?? languageTag(meta("og:locale")),
        publishedAt: readDate(meta("article:published_time")),
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
  if (!named) return null;
  try {
    const url = new URL(named.trim(), new URL(head.base ?? "", finalUrl));
    url.hash = "";
    return /^https?:$/.test(url.protocol) && url.host === new URL(finalUrl).host ? url.href : null;
  } catch {
    return null;
  }
}
