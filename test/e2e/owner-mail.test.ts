import { expect } from "chai";
import { createTakeReport } from "../../src/usecases/moderate/take-report.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle } from "../helpers/composed-node.ts";
import { type OwnerMail, startOwnerMail } from "../helpers/owner-mail.ts";
import { onEveryStore } from "../helpers/stores.ts";

const minute = 60_000;
const hour = 60 * minute;

onEveryStore("letters to the owner", (store) => {
  const clock = createTestClock();
  let own: OwnerMail;
  const start = async (env: Record<string, string> = {}) => {
    own = await startOwnerMail(clock, { ...env, ...store.env() });
  };
  afterEach(() => own.close());

  it("tell of what waits, in plain words and marked up, and hold no stranger’s words in a header but the subject", async () => {
    await start();
    await own.say("I <b>like</b> it.\n\nVery much.", "Ada <evil@x.example>\r\nBcc: all@x.example");
    expect(own.mail.letters).to.have.lengthOf(1);
    const letter = own.last();
    expect(letter.subject).to.equal("Waiting: Ada <evil@x.example> Bcc: all@x.example on “The first post”");
    expect(letter.to).to.deep.include({ text: "me@mail.example" });
    expect(letter.from?.text).to.equal('"Comments" <comments@node.example>');
    expect([letter.cc, letter.bcc, letter.replyTo]).to.deep.equal([undefined, undefined, undefined]);
    expect(letter.messageId).to.match(/^<owner-letter-[\w-]+@localhost>$/);
    expect(letter.headers.get("auto-submitted")).to.equal("auto-generated");
    expect(letter.headers.get("list")).to.deep.include({ unsubscribe: { url: `${own.node.url}/admin/mail` } });
    expect(letter.text).to.contain("> I <b>like</b> it.").and.contain("It waits because: ").and.contain(own.page);
    expect(letter.html).to.contain("I &lt;b&gt;like&lt;/b&gt; it.").and.contain("/mail/decide?key=");
    for (const label of ["Publish", "Spam", "Delete", "Block the person"]) own.linkOf(label);
  });

  it("come to each address by itself, and to one that refuses them no others are lost", async () => {
    await start({ ANTIPHON_OWNER_MAIL: "gone@mail.example, me@mail.example" });
    own.mail.unknown = ["gone@mail.example"];
    await own.say("Hello.");
    expect(own.mail.letters.map(({ to }) => to)).to.have.lengthOf(1);
    expect(own.last().to).to.deep.include({ text: "me@mail.example" });
    const failed = await own.node.world.jobs.givenUp("mail", 10);
    expect(failed.map(({ failed }) => failed)).to.have.lengthOf(1);
    expect(failed[0]?.failed).to.contain("No such mailbox");
  });

  it("show twenty comments at most, and count the rest", async () => {
    await start();
    await own.say("The first of many.");
    await own.put(...Array.from({ length: 45 }, (_, i) => ({ _id: `c${i}`, state: "held" as const })));
    await settle(own.node);
    await own.pass(5 * minute);
    expect(own.mail.letters).to.have.lengthOf(2);
    expect(own.last().subject).to.match(/^45 comments wait on /);
    expect(own.last().text).to.contain("25 more comments are not shown here.");
    expect(own.last().text?.match(/^Publish:$/gm)).to.have.lengthOf(20);
  });

  it("go together where more comes within five minutes, and leave out what was decided meanwhile", async () => {
    await start();
    await own.say("One.");
    await own.say("Two.", "Bea");
    await own.say("Three.", "Cleo");
    expect(own.mail.letters).to.have.lengthOf(1);
    const { items } = await own.node.world.comments.inState("held", { limit: 5 });
    const two = items.find(({ source }) => source.text === "Two.");
    if (!two) throw new Error("“Two.” does not wait.");
    await own.node.world.comments.change(two, { state: "spam", owed: ["thread"], owedSince: clock.now() });
    own.node.world.debts.notice("comment", two._id);
    await settle(own.node);
    await own.pass(5 * minute);
    expect(own.mail.letters).to.have.lengthOf(2);
    expect(own.last().text).to.contain("> Three.").and.not.contain("> Two.").and.not.contain("> One.");
  });

  it("are collected for an hour or a day where that is wished, and are not written at all", async () => {
    await start({ ANTIPHON_OWNER_MAIL_PACE: "hourly" });
    await own.say("One.");
    await own.say("Two.", "Bea");
    await own.pass(50 * minute);
    expect(own.mail.letters).to.have.lengthOf(0);
    await own.pass(11 * minute);
    expect(own.mail.letters).to.have.lengthOf(1);
    expect(own.last().subject).to.match(/^2 comments wait on /);
    const [site] = await own.node.world.sites.all();
    await own.node.world.sites.set(site?._id ?? "", {
      letters: { to: ["me@mail.example"], about: "held", pace: "daily" },
    });
    await own.say("Three.", "Cleo");
    await own.pass(2 * hour);
    expect(own.mail.letters).to.have.lengthOf(1);
    await own.pass(22 * hour);
    expect(own.mail.letters).to.have.lengthOf(2);
    await own.node.world.sites.set(site?._id ?? "", {
      letters: { to: ["me@mail.example"], about: "held", pace: "none" },
    });
    await own.say("Four.", "Dora");
    await own.pass(48 * hour);
    expect(own.mail.letters).to.have.lengthOf(2);
  });

  it("tell of every new comment where that is wished, but not of what the owner let through", async () => {
    await start({ ANTIPHON_OWNER_MAIL_ABOUT: "all", ANTIPHON_MODERATION: "none" });
    await own.say("Out at once.");
    expect(own.last().subject).to.equal("New: Ada on “The first post”");
    for (const label of ["Hide", "Spam", "Delete"]) own.linkOf(label);
    const [site] = await own.node.world.sites.all();
    await own.node.world.sites.set(site?._id ?? "", { moderation: "first" });
    clock.advance(1_000);
    await own.pass(5 * minute);
    await own.say("I wait.", "Zoe");
    const before = own.mail.letters.length;
    await own.press(own.linkOf("Publish"));
    await own.pass(10 * minute);
    expect(own.mail.letters.length).to.equal(before);
  });

  it("wait for a server that is away or says “later”, and keep no comment from being posted", async () => {
    await start();
    own.mail.next = [450, 451];
    await own.say("Greylisted.");
    expect(own.mail.letters).to.have.lengthOf(0);
    await own.pass(2 * minute);
    expect(own.mail.letters).to.have.lengthOf(0);
    await own.pass(8 * minute);
    expect(own.mail.letters).to.have.lengthOf(1);
    await own.mail.close();
    await own.say("Nobody listens.", "Bea");
    await own.pass(5 * minute);
    const { failed, waiting } = await own.node.world.jobs.count();
    expect(failed).to.equal(0);
    expect(waiting).to.be.greaterThan(0);
  });

  it("tell of a comment that somebody reported, and why, once until the owner decides", async () => {
    await start();
    await own.put({ _id: "loud", state: "published" });
    await settle(own.node);
    const comment = await own.node.world.comments.get("loud");
    if (!comment) throw new Error("There is no such comment.");
    const takeReport = createTakeReport(own.node.world);
    await takeReport(comment, { mark: "one", former: [] }, { host: null, reason: "abuse", words: "It\nshouts." });
    await takeReport(comment, { mark: "two", former: [] }, { host: "far.example", reason: null, words: "" });
    await own.pass(6 * minute);
    expect(own.mail.letters).to.have.lengthOf(1);
    expect(own.last().subject).to.match(/^Reported: .* on “The first post”$/);
    expect(own.last().text).to.contain("It was reported: no reason given (from far.example); abuse “It shouts.”.");
    const { html } = await own.press(own.linkOf("Hide"));
    expect(html).to.contain("Hidden.");
  });
});
