import { Parser } from "htmlparser2";

const breaking = new Set([
  ..."p br div li ul ol blockquote pre h1 h2 h3 h4 h5 h6 hr dd dt".split(" "),
  ..."tr td th table section article figure figcaption".split(" "),
]);
const silent = new Set(["script", "style", "template", "noscript", "title"]);

/**
 * The words of some HTML on one line, descriptions of images among them; cut at a word to at most `max` characters, an
 * ellipsis included.
 */
export function toText(html: string, max: number): string {
  let text = "";
  let muted = 0;
  const parser = new Parser({
    onopentag(name, { alt }) {
      if (silent.has(name)) muted++;
      if (breaking.has(name)) text += " ";
      if (name === "img" && alt && muted === 0) text += ` ${alt} `;
    },
    onclosetag(name) {
      if (silent.has(name)) muted--;
      if (breaking.has(name)) text += " ";
    },
    ontext(words) {
      if (muted === 0) text += words;
    },
  });
  parser.end(html);
  return cut(text.replace(/\s+/g, " ").trim(), max);
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1);
  const lastSpace = head.lastIndexOf(" ");
  const whole = lastSpace > max / 2 ? head.slice(0, lastSpace) : head;
  return `${whole.replace(/[\s\uD800-\uDBFF]+$/, "")}…`;
}
