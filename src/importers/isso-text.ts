/** How the texts of an Isso are to be taken: as it wrote them, or as one kind for all. */
export type IssoTexts = "auto" | "markdown" | "html";

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'", "#34": '"' };

/** Takes back, once, what Isso did to names, mailboxes and websites before it stored them. */
export function unescapeOnce(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27|#39|#34);/g, (_, name: string) => entities[name] as string);
}

const blocks = /<\/(?:p|div|blockquote|ul|ol|li|pre|h[1-6])>|<br\s*\/?>|^\s*<p[\s>]/i;
/** A link ends at the next bracket of its kind, so that nothing is looked through twice. */
const markdown = /`|\*\*|__|\[[^[\]\n]*\]\(|^\s{0,3}(?:>|[-*+] |\d+\. |#{1,6} |~~~)/m;

/**
 * Isso keeps what was typed, which is Markdown; comments that it took over from Disqus or WordPress lie in the same column
 * as HTML. Those have blocks of HTML and nothing that only Markdown has.
 */
export function typeOfText(text: string, texts: IssoTexts): "text/markdown" | "text/html" {
  if (texts !== "auto") return texts === "html" ? "text/html" : "text/markdown";
  return blocks.test(text) && !markdown.test(text) ? "text/html" : "text/markdown";
}
