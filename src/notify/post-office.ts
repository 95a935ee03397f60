import type { SendMailOptions, Transporter } from "nodemailer";
import type { Posted } from "../domain/mailbox.ts";

/** The mail server, and in whose name letters go. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  server: string;
  /** The sender: an address, or a name with an address in angle brackets. */
  from: string;
}

/** A letter as it is handed over: to one mailbox, and never with somebody else's words in a header but the subject. */
export interface WrittenLetter {
  to: string;
  subject: string;
  /** The language of all its words, as a tag. */
  lang: string;
  text: string;
  html: string;
  /** The same for each try; becomes the `Message-ID`. */
  id: string;
  /** What letters lie together under in a mailbox. */
  thread?: string;
  /** Where letters like it are stopped, null for one that was just asked for; with `oneClick`, a POST to it stops them (RFC 8058). */
  stop: { href: string; oneClick: boolean } | null;
}

/** Hands letters to the mail server. Never throws for the server's sake. */
export interface PostOffice {
  post(letter: WrittenLetter): Promise<Posted>;
  /** Connects and signs in, and sends nothing. */
  greet(): Promise<Posted>;
}

const timeoutMs = 20_000;

/** Speaks SMTP. `url` is the public address of the node, whose host stands in the ids of letters. */
export function createPostOffice(settings: MailSettings, url: string): PostOffice {
  let connected: Promise<Transporter> | null = null;
  const host = new URL(url).hostname;

  /** Loaded with the first letter, as most starts send none. */
  async function connect(): Promise<Transporter> {
    const { createTransport } = await import("nodemailer");
    const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
    return createTransport({ url: settings.server, ...timeouts }, { from: settings.from });
  }

  function write({ to, subject, lang, text, html, id, thread, stop }: WrittenLetter): SendMailOptions {
    const together = thread && `<${thread}@${host}>`;
    return {
      to: { name: "", address: to },
      subject,
      text,
      html,
      messageId: `<${id}@${host}>`,
      ...(together ? { references: together, inReplyTo: together } : {}),
      headers: {
        "Content-Language": lang,
        "Auto-Submitted": "auto-generated",
        ...(stop ? { "List-Unsubscribe": `<${stop.href}>` } : {}),
        ...(stop?.oneClick ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
      },
    };
  }

  async function attempt(work: (transport: Transporter) => Promise<unknown>): Promise<Posted> {
    try {
      connected ??= connect();
      await work(await connected);
      return { kind: "sent" };
    } catch (error) {
      return { kind: isRefusal(error) ? "refused" : "later", reason: reasonOf(error) };
    }
  }

  return {
    post: (letter) => attempt((transport) => transport.sendMail(write(letter))),
    greet: () => attempt((transport) => transport.verify()),
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
