import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server on loopback that keeps what it is handed. */
export interface MailServer {
  /** Its address, as `ANTIPHON_SMTP` takes it. */
  url: string;
  letters: ParsedMail[];
  /** Answers the next letters with this status; 250 takes them. */
  answer: number;
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
    onData(stream, _session, done) {
      simpleParser(stream).then(
        (letter) => {
          if (mail.answer !== 250) return done(Object.assign(new Error("Not now"), { responseCode: mail.answer }));
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
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return mail;
}
