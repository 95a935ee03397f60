import { Parser } from "htmlparser2";
import { escapeHtml } from "../domain/escape.ts";

/** A forum's own decoration around what somebody said. */
const decoration = new Set(["meta", "quote-controls", "onebox-metadata"]);

const empty = new Set(["br", "hr", "img", "wbr"]);

/**
 * The HTML of a post without what only its forum can show: emoji are words, pictures and previews are links, quotes say
 * whom they quote. With the address of the forum, links within it lead there; without it they are words.
 */
export function plainPost(cooked: string, forum: string): string {
  let html = "";
  /** Elements that are open; the end tag of each, empty for those that were left out. */
  const open: string[] = [];
  /** How many were open when what nobody needs began; null outside of that. */
  let muted: number | null = null;

  const parser = new Parser({
    onopentag(name, attributes) {
      open.push("");
      if (muted !== null) return;
      const classes = (attributes["class"] ?? "").split(/\s+/);
      if (classes.some((one) => decoration.has(one)) || name === "svg") mute();
      else if (name === "img") html += pictureOf(attributes, classes);
      else if (name === "aside" && classes.includes("quote")) html += quoteOf(attributes);
      else if (name === "div" && classes.includes("title")) mute();
      else if (attributes["data-onebox-src"]) preview(attributes["data-onebox-src"]);
      else if (name === "a" && classes.includes("lightbox")) picture(attributes);
      else if (name === "a") link(attributes["href"] ?? "");
      else if (!["aside", "div"].includes(name)) element(name);
    },
    ontext(text) {
      if (muted === null) html += escapeHtml(text);
    },
    onclosetag() {
      html += open.pop() ?? "";
      if (muted !== null && open.length < muted) muted = null;
    },
  });
  parser.end(cooked);
  return html;

  function mute(): void {
    muted = open.length;
  }

  function preview(address: string): void {
    html += `<p>${anchor(address, address)}</p>`;
    mute();
  }

  function picture({ href = "", title = "" }: Record<string, string>): void {
    html += anchor(href, title || href);
    mute();
  }

  function link(href: string): void {
    const address = absolute(href);
    if (address === null) return;
    html += `<a href="${escapeHtml(address)}">`;
    open[open.length - 1] = "</a>";
  }

  function element(name: string): void {
    html += `<${name}>`;
    if (!empty.has(name)) open[open.length - 1] = `</${name}>`;
  }

  function pictureOf({ alt = "", title = "", src = "" }: Record<string, string>, classes: readonly string[]): string {
    if (classes.includes("avatar") || classes.includes("site-icon")) return "";
    return classes.includes("emoji") ? escapeHtml(title || alt) : anchor(src, alt || src);
  }

  function anchor(href: string, text: string): string {
    const address = absolute(href);
    return address === null ? escapeHtml(text) : `<a href="${escapeHtml(address)}">${escapeHtml(text)}</a>`;
  }

  function absolute(href: string): string | null {
    if (/^(?:https?:|mailto:)/i.test(href)) return href;
    if (href.startsWith("//")) return `https:${href}`;
    return forum !== "" && href.startsWith("/") ? `${forum}${href}` : null;
  }
}

function quoteOf(attributes: Record<string, string>): string {
  const name = attributes["data-username"] ?? "";
  return name === "" ? "" : `<p>${escapeHtml(name)}:</p>`;
}

/** The page that a topic was made for: its first post says so below a line. */
export function articleOf(cooked: string): string {
  const small = /<small>[\s\S]*<\/small>/i.exec(cooked)?.[0] ?? "";
  return [...small.matchAll(/href=["']([^"']+)["']/gi)].at(-1)?.[1]?.replaceAll("&amp;", "&") ?? "";
}
