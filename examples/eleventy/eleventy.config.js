import { HtmlBasePlugin } from "@11ty/eleventy";
import { antiphon } from "./antiphon-plugin.js";

const site = "https://blog.example.org/";

export default function (eleventyConfig) {
  eleventyConfig.addPlugin(HtmlBasePlugin);
  eleventyConfig.addPlugin(antiphon, { site });
  eleventyConfig.setInputDirectory("src");

  return { pathPrefix: new URL(site).pathname, markdownTemplateEngine: "njk" };
}
