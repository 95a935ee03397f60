import { Parser } from "htmlparser2";
import type { GuardedFetch } from "../../src/domain/ports.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { isActivityType } from "../negotiate.ts";

const timeoutMs = 10_000;
const maxBytes = 1_000_000;

/**
 * Where a page for people says that its ActivityStreams form lies, as Mastodon looks for it: the Link header, else a
 * `<link rel="alternate">` in the page. Null when it says nothing, or does not answer.
 */
export async function linkedNote(fetch: GuardedFetch, url: string): Promise<string | null> {
  try {
    const page = await fetch({ url, headers: { accept: "text/html" }, maxBytes, timeoutMs, redirects: 3 });
    const href = inHeader(page.headers.get("link") ?? "") ?? inPage(page.body.toString("utf8"));
    return href !== null && URL.canParse(href, page.url) ? new URL(href, page.url).href : null;
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}

function inHeader(header: string): string | null {
  for (const [, href = "", parameters = ""] of header.slice(0, 4000).matchAll(/<([^<>]*)>([^<>]*)/g)) {
    const type = /;\s*type="?([^",;\s]+)/i.exec(parameters)?.[1] ?? "";
    if (/;\s*rel="?alternate\b/i.test(parameters) && isActivityType(type)) return href;
  }
  return null;
}

function inPage(html: string): string | null {
  let found: string | null = null;
  const parser = new Parser({
    onopentag(name, { rel = "", type = "", href = "" }) {
      if (name === "link" && /\balternate\b/i.test(rel) && isActivityType(type)) found ??= href;
    },
  });
  parser.end(html);
  return found;
}
