import type { SafeHtml } from "../../domain/brand.ts";
import type { Attachment, Comment } from "../../domain/comment.ts";
import type { Html } from "../../domain/ports.ts";

/** What somebody wrote on another server, as it came. */
export interface RemoteText {
  html: string;
  lang: string | null;
  warning: string | null;
  attachments: Attachment[];
}

/** The same, made safe and measured. */
export interface RenderedText {
  content: Pick<Comment, "source" | "html" | "renderer" | "lang" | "warning" | "attachments">;
  /** The words alone, for the checks. */
  words: string;
  links: number;
}

const maxSource = 100_000;
const maxWords = 20_000;
const maxAttachments = 4;
const link = /<a\s[^>]*>/g;
const addressing = /class="[^"]*\b(mention|hashtag)\b/;

/**
 * Makes a remote text safe to show; null when nothing is left to see. Markup beyond 100,000 characters is kept as its
 * first words, as cutting it could break it.
 */
export function renderRemote(html: Html, text: RemoteText): RenderedText | null {
  const words = html.toText(text.html.slice(0, maxSource), maxWords);
  const attachments = text.attachments.slice(0, maxAttachments);
  if (words === "" && attachments.length === 0) return null;
  const long = text.html.length > maxSource;
  const safe: SafeHtml = long ? html.fromPlain(words) : html.fromRemote(text.html);
  return {
    content: {
      source: long ? { text: words, type: "text/plain" } : { text: text.html, type: "text/html" },
      html: safe,
      renderer: html.renderer,
      lang: text.lang,
      warning: text.warning,
      attachments,
    },
    words,
    links: (safe.match(link) ?? []).filter((tag) => !addressing.test(tag)).length,
  };
}
