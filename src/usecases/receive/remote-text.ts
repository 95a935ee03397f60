import type { SafeHtml } from "../../domain/brand.ts";
import type { Attachment, Comment } from "../../domain/comment.ts";
import type { CustomEmoji } from "../../domain/emoji.ts";
import type { Draft, Html } from "../../domain/ports.ts";
import { saidIn } from "../../domain/said.ts";

/** What somebody wrote on another server, as it came. */
export interface RemoteText {
  html: string;
  /** What `html` is, where it is not HTML. */
  type?: Comment["source"]["type"];
  lang: string | null;
  warning: string | null;
  attachments: Attachment[];
  emoji?: CustomEmoji[];
}

/** The same, made safe and measured. */
export interface RenderedText {
  content: Pick<Comment, "source" | "html" | "renderer" | "said" | "lang" | "warning" | "attachments" | "emoji">;
  /** The words alone, for the checks. */
  words: string;
  links: number;
}

/** What the checks are told of it. */
export function draftOf({
  words,
  links,
  content,
}: RenderedText): Pick<Draft, "text" | "links" | "html" | "words" | "more"> {
  // What was cut ends with an ellipsis, and the checks read on.
  const whole = words.endsWith("…") ? {} : { words };
  return { text: words, links, html: content.html, ...whole, more: besides(content) };
}

/** What readers see of it beside the text: the warning, and descriptions of what is attached. */
export function besides({ warning, attachments }: Pick<Comment, "warning" | "attachments">): string[] {
  return [...(warning === null ? [] : [warning]), ...attachments.map(({ alt }) => alt)];
}

const maxSource = 100_000;
const maxWords = 20_000;
const maxAttachments = 4;
const render: Record<Comment["source"]["type"], (html: Html, source: string) => SafeHtml> = {
  "text/html": (html, source) => html.fromRemote(source),
  "text/markdown": (html, source) => html.fromMarkdown(source),
  "text/plain": (html, source) => html.fromPlain(source),
};
const link = /<a\s[^>]*>/g;
const addressing = /class="[^"]*\b(mention|hashtag)\b/;

/**
 * Makes a remote text safe to show; null when nothing is left to see. Markup beyond 100,000 characters is kept as its
 * first words, as cutting it could break it.
 */
export function renderRemote(html: Html, text: RemoteText): RenderedText | null {
  const { type = "text/html" } = text;
  const rendered = render[type](html, text.html.slice(0, maxSource));
  const words = html.toText(rendered, maxWords);
  const attachments = text.attachments.slice(0, maxAttachments);
  if (words === "" && attachments.length === 0) return null;
  const long = text.html.length > maxSource;
  const safe: SafeHtml = long ? html.fromPlain(words) : rendered;
  return {
    content: {
      source: long ? { text: words, type: "text/plain" } : { text: text.html, type },
      html: safe,
      renderer: html.renderer,
      said: saidIn(safe),
      lang: text.lang,
      warning: text.warning,
      attachments,
      emoji: text.emoji ?? [],
    },
    words,
    links: (safe.match(link) ?? []).filter((tag) => !addressing.test(tag)).length,
  };
}
