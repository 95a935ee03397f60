import type { SafeHtml } from "../domain/brand.ts";
import type { Html } from "../domain/ports.ts";
import { paragraphs } from "./escape.ts";
import { createMarkdown } from "./markdown.ts";
import { cleanPost } from "./post.ts";
import { cleanRemote, cleanWritten } from "./sanitise.ts";
import { toText } from "./to-text.ts";

/** Raised whenever the same source would come out different; stored comments with a lower number are rendered again. */
const renderer = 1;

/** The most characters that are read, and the most that are stored. */
const longest = 100_000;

/** So many characters fit into what is stored even when each of them has to be escaped. */
const surelyFits = 15_000;

/** The only place that renders Markdown and sanitises. Nothing here throws: what cannot be read becomes escaped text. */
export function createHtml(): Html {
  const markdown = createMarkdown();
  return {
    renderer,
    fromMarkdown: (text) => safely(text, (source) => cleanWritten(markdown(source))),
    fromRemote: (html) => safely(html, cleanRemote),
    fromPlain: (text) => safely(text, paragraphs),
    fromPost: (html, base) => {
      try {
        return cleanPost(html, base) as SafeHtml | null;
      } catch {
        return null;
      }
    },
    toText,
  };
}

/**
 * A sanitiser that throws on odd input would let a stranger stop the node (GHSA-qrgq-9fx2-vf2r). Little input can make
 * much output, as each link carries its attributes: past the limit its words are kept.
 */
function safely(source: string, render: (source: string) => string): SafeHtml {
  const cut = source.slice(0, longest);
  try {
    const rendered = render(cut).trim();
    return (rendered.length <= longest ? rendered : paragraphs(toText(rendered, surelyFits))) as SafeHtml;
  } catch {
    return paragraphs(cut.slice(0, surelyFits)) as SafeHtml;
  }
}
