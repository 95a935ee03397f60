import type { SendMailOptions, Transporter } from "nodemailer";
import { displayName } from "../domain/author.ts";
import type { Letter, Mailer, Posted } from "../domain/mailbox.ts";
import type { Html } from "../domain/ports.ts";
import type { Words } from "../i18n/words.ts";
import { type LetterLinks, letterWords, plainLetter } from "./letter-words.ts";

/** The mail server, and in whose name letters go. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  server: string;
  /** The sender: an address, or a name with an address in angle brackets. */
  from: string;
}

interface Needs {
  settings: MailSettings;
  /** The public address of the node. */
  url: string;
  links: LetterLinks;
  html: Pick<Html, "toText">;
  /** The words of the language that a letter is written in. */
  wordsFor(letter: Letter): Words;
  /** Renders the marked-up form. */
  render(view: string, locals: object, words: Words): string;
}

const excerptLength = 1_000;
const timeoutMs = 20_000;

/** Sends letters by SMTP, as plain text and HTML, each with a way to stop them in one click (RFC 8058). */
export function createMailer({ settings, url, links, html, wordsFor, render }: Needs): Mailer {
  let connected: Promise<Transporter> | null = null;
  const host = new URL(url).hostname;

  /** Loaded with the first letter, as most starts send none. */
  async function connect(): Promise<Transporter> {
    const { createTransport } = await import("nodemailer");
    const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
    return createTransport({ url: settings.server, ...timeouts }, { from: settings.from });
  }

  function write(letter: Letter): SendMailOptions {
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
    const thread = `<${letter.thread.noteId}.thread@${host}>`;
    return {
      to: { name: "", address: letter.to },
      subject: said.subject,
      text: plainLetter(said),
      html: render("mails/letter", said, words),
      messageId: `<${letter.id}@${host}>`,
      // All that is said on one page lies together in the reader's mailbox.
      references: thread,
      inReplyTo: thread,
      headers: {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": `<${links.stop(letter.key)}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
    };
  }

  return {
    async send(letter): Promise<Posted> {
      try {
        connected ??= connect();
        await (await connected).sendMail(write(letter));
        return { kind: "sent" };
      } catch (error) {
        return { kind: isRefusal(error) ? "refused" : "later", reason: reasonOf(error) };
      }
    },
  };
}

/** A reply of 500 and above is the server's last word (RFC 5321 §4.2.1); a login that fails is the owner's to mend. */
function isRefusal(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return responseCode !== undefined && responseCode >= 500 && code !== "EAUTH";
}

function reasonOf(error: unknown): string {
  return `The mail server: ${error instanceof Error ? error.message.slice(0, 300) : "unknown"}`;
}
