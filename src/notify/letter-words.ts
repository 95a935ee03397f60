import type { Letter } from "../domain/mailbox.ts";

/** What a letter says, the same in its plain and in its marked-up form. */
export interface LetterWords {
  subject: string;
  sentences: string[];
  /** Somebody's words, told as a quotation. */
  quote: string | null;
  action: { label: string; href: string };
  /** Small print: a sentence and where it leads. */
  footer: { label: string; href: string }[];
}

/** Addresses that letters lead to. */
export interface LetterLinks {
  confirm(key: string): string;
  stop(key: string): string;
}

const longestName = 60;
const longestTitle = 90;

/** Puts a letter into words. `excerpt` is the answer that it brings, as plain text; `name` is who wrote that. */
export function letterWords(
  letter: Letter,
  links: LetterLinks,
  answer: { name: string; excerpt: string } | null,
): LetterWords {
  const blog = letter.site.name || letter.site.home;
  const title = shorten(letter.thread.page.title || letter.thread.page.url, longestTitle);
  const stop = { label: "Stop mail about this comment, or all mail from this blog", href: links.stop(letter.key) };
  if (letter.says.kind === "confirm" || !answer) {
    return {
      subject: `Please confirm: mail about answers on ${blog}`,
      sentences: [
        `You, or somebody who typed your address, commented on “${title}” and asked to be told of answers by mail.`,
        "Nothing is sent until you confirm. If it was not you, do nothing.",
      ],
      quote: null,
      action: { label: "Yes, mail me answers", href: links.confirm(letter.key) },
      footer: [{ ...stop, label: "Never ask again" }],
    };
  }
  const name = shorten(answer.name, longestName);
  return {
    subject: `${name} answered you on “${title}”`,
    sentences: [`${name} answered your comment on “${title}”:`],
    quote: answer.excerpt,
    action: {
      label: "Read it on the page",
      href: `${letter.thread.page.url}#comment-${letter.says.answer.number}`,
    },
    footer: [stop],
  };
}

/** The plain form of a letter. */
export function plainLetter({ sentences, quote, action, footer }: LetterWords): string {
  const quoted = quote === null ? [] : [quote.replace(/^/gm, "> ")];
  const small = footer.map(({ label, href }) => `${label}:\n${href}`);
  return [...sentences, ...quoted, `${action.label}:\n${action.href}`, "-- ", ...small].join("\n\n");
}

function shorten(text: string, max: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
