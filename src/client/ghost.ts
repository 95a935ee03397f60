import { articleOf, isForEverybody, pageAddress } from "./ghost/page.ts";
import { whenParsed } from "./reading/element.ts";

/*
 * Comments for a Ghost whose theme is left as it is: one line in the site's footer (Settings, Code injection). Finds out where
 * a post ends, places <antiphon-comments> there, and brings `embed.js` from where this script came from.
 */
const script = (document.currentScript ??
  document.querySelector('script[src*="/ghost.js"]')) as HTMLScriptElement | null;
const node = script?.src.replace(/\/ghost\.js.*/, "");

async function place(from: string, { pages, members }: DOMStringMap): Promise<void> {
  const tag = "antiphon-comments";
  const article = articleOf(document, pages !== undefined);
  if (!article || document.querySelector(tag) || (members === undefined && !(await isForEverybody()))) return;
  const section = document.createElement("section");
  // What Ghost's own themes call a column as wide as the text, and the room above comments.
  section.className = "article-comments gh-comments gh-canvas";
  section.id = "comments";
  const element = document.createElement(tag);
  element.setAttribute("node", from);
  element.setAttribute("url", pageAddress());
  section.append(element);
  article.append(section);
  await import(`${from}/embed.js`);
}

if (script && node !== undefined)
  whenParsed(() => {
    place(node, script.dataset).catch(() => console.error(`Antiphon: ${node} cannot be reached.`));
  });
