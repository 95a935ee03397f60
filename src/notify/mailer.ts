import { displayName } from "../domain/author.ts";
import type { Letter, Mailer } from "../domain/mailbox.ts";
import type { Html } from "../domain/ports.ts";
import type { Words } from "../i18n/words.ts";
import { type LetterLinks, letterWords, plainLetter } from "./letter-words.ts";
import type { PostOffice, WrittenLetter } from "./post-office.ts";

interface Needs {
  office: Pick<PostOffice, "post">;
  links: LetterLinks;
  html: Pick<Html, "toText">;
  /** The words of the language that a letter is written in. */
  wordsFor(letter: Letter): Words;
  /** Renders the marked-up form. */
  render(view: string, locals: object, words: Words): string;
}

const excerptLength = 1_000;

/**
 * Writes letters to readers, as plain text and HTML, each that was not just asked for with a way to stop them in one
 * click (RFC 8058).
 */
export function createMailer({ office, links, html, wordsFor, render }: Needs): Mailer {
  function write(letter: Letter): WrittenLetter {
    const answer = letter.says.kind === "answer" ? letter.says.answer : null;
    const words = wordsFor(letter);
    const said = letterWords(
      words,
      letter,
      links,
      answer && {
        name: displayName(answer.author) || words.t("comment.anonymous"),
        excerpt: html.toText(answer.html, excerptLength),
      },
    );
    return {
      id: letter.id,
      to: letter.to,
      subject: said.subject,
      lang: words.lang,
      text: plainLetter(said),
      html: render("mails/letter", said, words),
      // All that is said on one page lies together in the reader's mailbox.
      thread: `${letter.thread.noteId}.thread`,
      stop: letter.says.kind === "data" ? null : { href: links.stop(letter.key), oneClick: true },
    };
  }

  return { send: (letter) => office.post(write(letter)) };
}
