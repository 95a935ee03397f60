import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server on loopback that keeps what it is handed. */
export interface MailServer {
  /** Its address, as `ANTIPHON_SMTP` takes it. */
  url: string;
  letters: ParsedMail[];
  /** Answers letters with this status; 250 takes them. */
  answer: number;
  /** Answers the next letters with these before that. */
  next: number[];
  /** Mailboxes that it does not know. */
  unknown: string[];
  close(): Promise<void>;
}

/** Starts a mail server that wants a password. */
export async function startMailServer(): Promise<MailServer> {
  const letters: ParsedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === "antiphon" && password === "s3cret") done(null, { user: username });
      else done(Object.assign(new Error("Wrong password"), { responseCode: 535 }));
    },
    onRcptTo({ address }, _session, done) {
      const isKnown = !mail.unknown.includes(address);
      done(isKnown ? null : Object.assign(new Error("No such mailbox"), { responseCode: 550 }));
    },
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (letter) => {
          const answer = mail.next.shift() ?? mail.answer;
          if (answer !== 250) return done(Object.assign(new Error("Not now"), { responseCode: answer }));
          letters.push(letter);
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const mail: MailServer = {
    url: `smtp://antiphon:s3cret@127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    answer: 250,
    next: [],
    unknown: [],
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return mail;
}
