// Comments of posts, put into their pages by `antiphon_thread(page)`, and their number in lists by `antiphon_count(post)`.
// Hexo's helpers cannot wait, so that the node is asked for all posts before pages are made.
const { countOf, node, threadOf } = require("../antiphon.mjs");

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const threads = new Map();
const counts = new Map();
const [blogLang = "en"] = [hexo.config.language].flat().filter(Boolean);
const langOf = ({ lang }) => lang || blogLang;

/** A post's address in the one spelling of browsers, whatever its title is written in. */
const addressOf = ({ permalink }) => new URL(permalink.replace(/\/index\.html$/, "/")).href;

hexo.extend.filter.register("before_generate", async () => {
  const { locals } = hexo;
  const pages = [
    ...locals.get("posts").toArray(),
    ...locals
      .get("pages")
      .toArray()
      .filter(({ comments }) => comments),
  ];
  await Promise.all(
    pages.map(async (page) => {
      const url = addressOf(page);
      counts.set(url, await countOf(url, blogLang));
      threads.set(url, await threadOf(url, langOf(page)));
    }),
  );
});

hexo.extend.helper.register("antiphon_address", addressOf);

hexo.extend.helper.register("antiphon_thread", (page) => {
  const url = addressOf(page);
  const lang = escaped(langOf(page));
  return `<link rel="stylesheet" href="${node}/embed.css">
<antiphon-comments id="comments" url="${escaped(url)}" lang="${lang}" page-id="${escaped(page.source)}">${threads.get(url) ?? ""}</antiphon-comments>
<script async data-manual src="${node}/embed.js"></script>`;
});

hexo.extend.helper.register("antiphon_count", function (post) {
  const url = addressOf(post);
  const words = escaped(counts.get(url) ?? "Comments");
  return `<a href="${escaped(this.url_for(post.path))}#comments" data-antiphon-count="${escaped(url)}">${words}</a>`;
});

/** Goes at the end of pages that count. */
hexo.extend.helper.register("antiphon_counting", () => `<script async src="${node}/count.js"></script>`);
