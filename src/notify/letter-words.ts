import type { Letter } from "../domain/mailbox.ts";
import type { Words } from "../i18n/words.ts";
import { shorten } from "./shorten.ts";

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
  data(key?: string): string;
}

const longestName = 60;
const longestTitle = 90;

/** Puts a letter into the words of a language. `excerpt` is the answer that it brings, as plain text; `name` is who wrote that. */
export function letterWords(
  { t }: Words,
  letter: Letter,
  links: LetterLinks,
  answer: { name: string; excerpt: string } | null,
): LetterWords {
  const blog = letter.site.name || letter.site.home;
  const title = shorten(letter.thread.page.title || letter.thread.page.url, longestTitle);
  if (letter.says.kind === "data") return dataWords(t, blog, links.data(letter.key));
  const data = { label: t("mail.data"), href: links.data() };
  const stop = { label: t("mail.stop"), href: links.stop(letter.key) };
  if (letter.says.kind === "confirm" || !answer) {
    return {
      subject: t("mail.confirmSubject", { blog }),
      sentences: [t("mail.asked", { title }), t("mail.askedNote")],
      quote: null,
      action: { label: t("mail.yes"), href: links.confirm(letter.key) },
      footer: [{ ...stop, label: t("mail.never") }, data],
    };
  }
  const name = shorten(answer.name, longestName);
  return {
    subject: t("mail.answerSubject", { name, title }),
    sentences: [t("mail.answered", { name, title })],
    quote: answer.excerpt,
    action: {
      label: t("mail.read"),
      href: `${letter.thread.page.url}#comment-${letter.says.answer.number}`,
    },
    footer: [stop, data],
  };
}

function dataWords(t: Words["t"], blog: string, href: string): LetterWords {
  return {
    subject: t("mail.dataSubject", { blog }),
    sentences: [t("mail.dataAsked", { blog }), t("mail.dataNote")],
    quote: null,
    action: { label: t("mail.dataOpen"), href },
    footer: [],
  };
}

/** The plain form of a letter. */
export function plainLetter({ sentences, quote, action, footer }: LetterWords): string {
  const quoted = quote === null ? [] : [quote.replace(/^/gm, "> ")];
  const small = footer.map(({ label, href }) => `${label}:\n${href}`);
  const below = small.length > 0 ? ["-- ", ...small] : [];
  return [...sentences, ...quoted, `${action.label}:\n${action.href}`, ...below].join("\n\n");
}
