import type { OwnerMailer, WordKind } from "../domain/owner-letters.ts";
import type { Html } from "../domain/ports.ts";
import type { Words } from "../i18n/words.ts";
import { howLinksWork, type OwnerLinks, ownerLetterWords, plainOwnerLetter } from "./owner-letter-words.ts";
import type { PostOffice } from "./post-office.ts";

interface Needs {
  office: Pick<PostOffice, "post">;
  links: OwnerLinks;
  html: Pick<Html, "toText">;
  /** Owners are spoken to in English. */
  words: Words;
  /** Renders the marked-up form. */
  render(view: string, locals: object, words: Words): string;
  /** A new id for each test letter. */
  newId(): string;
}

const excerptLength = 600;

/** What letters and messages are headed with when the node speaks of itself. */
export const wordSubjects: Record<WordKind, string> = {
  trouble: "Your comments need you",
  over: "Your comments are well again",
  door: "How somebody signs in to your comments",
};

/** Writes letters to owners, as plain text and HTML. Nobody can answer a commenter by answering one. */
export function createOwnerMailer({ office, links, html, words, render, newId }: Needs): OwnerMailer {
  const stop = { href: links.letters(), oneClick: false };
  const stopAtDoor = { href: links.you(), oneClick: false };

  function say(id: string, to: string, subject: string, sentence: string, stop: { href: string; oneClick: boolean }) {
    const view = render("mails/sentence", { subject, sentence }, words);
    return office.post({ id, to, lang: words.lang, subject, text: sentence, html: view, stop });
  }

  return {
    send(letter) {
      const said = ownerLetterWords(letter, links, (text) => html.toText(text, excerptLength));
      const { id, to } = letter;
      const view = render("mails/owner-letter", { ...said, howLinksWork }, words);
      return office.post({
        id,
        to,
        lang: words.lang,
        subject: said.subject,
        text: plainOwnerLetter(said),
        html: view,
        stop,
      });
    },
    test(to) {
      const subject = "Mail from your comments arrives";
      const sentence = "This letter was asked for to see whether mail arrives. It does, and there is nothing to do.";
      return say(`test-${newId()}`, to, subject, sentence, stop);
    },
    word: (id, to, kind, sentence) => say(id, to, wordSubjects[kind], sentence, kind === "door" ? stopAtDoor : stop),
  };
}
