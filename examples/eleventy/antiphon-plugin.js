import { countOf, node, threadOf } from "./antiphon.mjs";

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Shortcodes for the comments of a post and for their number. `site` is the blog's address, its path included. */
export function antiphon(eleventyConfig, { site }) {
  /** Eleventy's paths know nothing of `pathPrefix`. */
  const addressOf = (path) => new URL(path.replace(/^\//, "").replace(/(^|\/)index\.html$/, "$1"), site).href;

  eleventyConfig.addFilter("antiphonAddress", addressOf);

  eleventyConfig.addAsyncShortcode("antiphon", async (page, lang = "en") => {
    const url = addressOf(page.url);
    const thread = await threadOf(url, lang);
    return `<link rel="stylesheet" href="${node}/embed.css">
<antiphon-comments id="comments" url="${escaped(url)}" lang="${escaped(lang)}" page-id="${escaped(page.inputPath)}">${thread}</antiphon-comments>
<script async data-manual src="${node}/embed.js"></script>`;
  });

  eleventyConfig.addAsyncShortcode("antiphonCount", async (path, lang = "en") => {
    const url = addressOf(path);
    return `<a href="${escaped(url)}#comments" data-antiphon-count="${escaped(url)}">${escaped(await countOf(url, lang))}</a>`;
  });

  /** Goes at the end of pages that count. */
  eleventyConfig.addShortcode("antiphonCounting", () => `<script async src="${node}/count.js"></script>`);
}
