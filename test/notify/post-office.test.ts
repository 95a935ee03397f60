import { expect } from "chai";
import { SMTPServer } from "smtp-server";
import { createPostOffice, type WrittenLetter } from "../../src/notify/post-office.ts";
import { freePort } from "../helpers/free-port.ts";
import { type MailServer, startMailServer } from "../helpers/mail-server.ts";

const letter: WrittenLetter = {
  id: "letter-1",
  to: "me@mail.example",
  subject: "A subject",
  lang: "en",
  text: "Words",
  html: "<p>Words</p>",
  stop: { href: "https://node.example/admin/mail", oneClick: false },
};

/** How letters are handed over, to real servers on loopback. */
describe("the post office", () => {
  let mail: MailServer;
  beforeEach(async () => {
    mail = await startMailServer();
  });
  afterEach(() => mail.close());

  const office = (server: string) =>
    createPostOffice({ server, from: "Comments <comments@node.example>" }, "https://node.example:8443");

  it("hands over both forms of a letter, under the same id at each try", async () => {
    const { post } = office(mail.url);
    expect(await post(letter)).to.deep.equal({ kind: "sent" });
    await post({ ...letter, thread: "t.thread", stop: { href: "https://node.example/stop", oneClick: true } });
    const [first, second] = mail.letters;
    expect(first?.messageId).to.equal("<letter-1@node.example>");
    expect(second?.messageId).to.equal(first?.messageId);
    expect([first?.text?.trim(), first?.html]).to.deep.equal(["Words", "<p>Words</p>"]);
    expect([first?.inReplyTo, second?.inReplyTo]).to.deep.equal([undefined, "<t.thread@node.example>"]);
    const keys = (one = first) => one?.headerLines.map(({ key }) => key) ?? [];
    expect(keys()).to.include("list-unsubscribe").and.not.include("list-unsubscribe-post");
    expect(keys(second)).to.include("list-unsubscribe-post");
  });

  it("folds what a stranger put into a subject into one line", async () => {
    await office(mail.url).post({ ...letter, subject: "Hello\r\nBcc: all@mail.example\r\n\r\nBody" });
    expect(mail.letters[0]?.subject).to.match(/^Hello Bcc: all@mail.example +Body$/);
    expect(mail.letters[0]?.bcc).to.equal(undefined);
    expect(mail.letters[0]?.text?.trim()).to.equal("Words");
  });

  it("tells what may be tried again from what is the server’s last word", async () => {
    const { post } = office(mail.url);
    mail.next = [450, 451, 550, 552];
    const kinds = [];
    for (let i = 0; i < 4; i++) kinds.push((await post(letter)).kind);
    expect(kinds).to.deep.equal(["later", "later", "refused", "refused"]);
    mail.unknown = ["me@mail.example"];
    expect(await post(letter))
      .to.have.property("reason")
      .that.contains("No such mailbox");
    expect(mail.letters).to.deep.equal([]);
  });

  it("waits where nobody listens, and where the password is wrong, as the owner can mend that", async () => {
    const away = `smtp://127.0.0.1:${await freePort()}`;
    expect(await office(away).post(letter)).to.have.property("kind", "later");
    const wrong = office(mail.url.replace("s3cret", "guess"));
    const posted = await wrong.post(letter);
    expect(posted).to.have.property("kind", "later");
    expect(JSON.stringify(posted)).to.contain("Wrong password").and.not.contain("guess");
    expect(await wrong.greet()).to.have.property("kind", "later");
    expect(await office(mail.url).greet()).to.deep.equal({ kind: "sent" });
    expect(mail.letters, "a greeting sends nothing").to.deep.equal([]);
  });

  for (const [manner, secure] of [
    ["TLS", true],
    ["STARTTLS", false],
  ] as const) {
    it(`hands nothing, and no password, to who answers by ${manner} with a certificate of their own making`, async () => {
      const seen: string[] = [];
      const server = new SMTPServer({
        secure,
        onAuth: ({ username }, _session, done) => {
          seen.push(`password of ${username}`);
          done(null, { user: username ?? "" });
        },
        onData: (stream, _session, done) => {
          seen.push("letter");
          stream.resume().on("end", done);
        },
      });
      server.on("error", () => undefined);
      const port = await freePort();
      await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
      try {
        const posted = await office(`${secure ? "smtps" : "smtp"}://me:s3cret@127.0.0.1:${port}`).post(letter);
        expect(posted.kind === "later" && posted.reason).to.match(/certificate/i);
        expect(seen).to.deep.equal([]);
      } finally {
        await new Promise<void>((resolve) => server.close(resolve));
      }
    });
  }
});
