import MarkdownIt from "markdown-it";

/**
 * The Markdown that visitors write: line breaks count, bare addresses become links, struck text is `<del>`. Raw HTML
 * and images are text. What comes out still has to be sanitised.
 */
export function createMarkdown(): (text: string) => string {
  const markdown = new MarkdownIt("default", { html: false, linkify: true, breaks: true });
  markdown.disable(["image", "html_inline", "html_block"]);
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  markdown.renderer.rules["s_open"] = () => "<del>";
  markdown.renderer.rules["s_close"] = () => "</del>";
  return (text) => markdown.render(text);
}
