import { escapeHtml } from "../domain/escape.ts";

/** Plain text as paragraphs: an empty line parts them, a line break stays one. */
export function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\r?\n\s*\n/)
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replace(/\r?\n/g, "<br>\n")}</p>`)
    .join("\n");
}
