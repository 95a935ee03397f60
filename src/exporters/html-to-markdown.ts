import { Parser } from "htmlparser2";

const marks: Record<string, string> = { strong: "**", b: "**", em: "*", i: "*", del: "~~", s: "~~" };
const blocks = new Set(["p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]);

/** What would be taken for markup where it stands as text. */
const special = /([\\`*_[\]<>#~])/g;

/** An element that is open, with the Markdown of what it holds so far. */
interface Open {
  name: string;
  href: string;
  text: string;
  /** The number of its next item, in a list. */
  item: number;
}

/** Says sanitised HTML in Markdown, for systems that keep nothing else. What Markdown has no word for is said by its words. */
export function htmlToMarkdown(html: string): string {
  const root: Open = { name: "", href: "", text: "", item: 1 };
  const open: Open[] = [root];
  const top = () => open.at(-1) ?? root;
  const isCode = () => open.some(({ name }) => name === "pre" || name === "code");
  const parser = new Parser(
    {
      onopentag(name, { href = "" }) {
        if (name === "br") top().text += isCode() ? "\n" : "\\\n";
        else open.push({ name, href, text: "", item: 1 });
      },
      ontext(text) {
        top().text += isCode() ? text : text.replace(/\s+/g, " ").replace(special, "\\$1");
      },
      onclosetag(name) {
        if (name === "br" || open.length === 1) return;
        const closed = open.pop() ?? root;
        top().text += written(closed, top(), isCode());
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return root.text
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function written({ name, href, text }: Open, around: Open, inCode: boolean): string {
  const words = text.trim();
  if (name === "pre") return `\n\n${fenced(text)}\n\n`;
  if (inCode) return text;
  if (name === "code") return around.name === "pre" ? text : `\`${text.replaceAll("`", "ˋ")}\``;
  const mark = marks[name];
  if (mark) return words === "" ? text : `${mark}${words}${mark}`;
  if (name === "a") return /^(https?:|mailto:)/.test(href) && words !== "" ? `[${words}](${addressOf(href)})` : text;
  if (name === "li") return `\n${around.name === "ol" ? `${around.item++}.` : "-"} ${words.replaceAll("\n", "\n  ")}`;
  if (name === "blockquote") return `\n\n${words.replace(/^/gm, "> ")}\n\n`;
  if (/^h[1-6]$/.test(name)) return `\n\n${"#".repeat(Number(name[1]))} ${words}\n\n`;
  return blocks.has(name) ? `\n\n${words}\n\n` : text;
}

function fenced(text: string): string {
  return `\`\`\`\n${text.replace(/\n$/, "").replaceAll("```", "ˋˋˋ")}\n\`\`\``;
}

/** Brackets, blanks and backslashes would end an address, or be read as something else. */
function addressOf(href: string): string {
  return href.replace(/[()<>\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
