import MarkdownIt from "markdown-it";
import { escapeHtml } from "../domain/escape.ts";
import { addScriptMarks } from "./script-marks.ts";

/**
 * The Markdown that visitors write: line breaks count, bare addresses become links, an image is a link to itself, struck
 * text is `<del>`, `~2~` and `^2^` are small. Raw HTML is text. What comes out still has to be sanitised.
 */
export function createMarkdown(): (text: string) => string {
  const markdown = new MarkdownIt("default", { html: false, linkify: true, breaks: true });
  markdown.disable(["html_inline", "html_block"]);
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  addScriptMarks(markdown);
  const { rules } = markdown.renderer;
  rules["s_open"] = () => "<del>";
  rules["s_close"] = () => "</del>";
  rules["image"] = (tokens, at) => {
    const src = String(tokens[at]?.attrGet("src") ?? "");
    return `<a href="${escapeHtml(src)}">${escapeHtml(tokens[at]?.content || src)}</a>`;
  };
  return (text) => markdown.render(text);
}
