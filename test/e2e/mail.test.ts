import { expect } from "chai";
import type { ParsedMail } from "mailparser";
import { owner } from "../../src/domain/moderator.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type MailServer, startMailServer } from "../helpers/mail-server.ts";
import { startPeer } from "../helpers/peer.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";
const anna = { author: "Anna", email: "Anna@mail.example", notify: "yes" };
const hour = 3_600_000;

onEveryStore("answers by mail", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let mail: MailServer;
  let node: TestNode;
  let page: string;

  beforeEach(async () => {
    clock.advance(40 * 24 * hour);
    blog = await startBlog();
    blog.publish({ slug: "first", title: "The first post" });
    page = blog.urlOf("first");
    mail = await startMailServer();
    node = await startNode(clock, {
      ANTIPHON_SITE: blog.home,
      ANTIPHON_HANDLE: "blog",
      ANTIPHON_GUESTS: "true",
      ANTIPHON_SMTP: mail.url,
      ANTIPHON_MAIL_FROM: "Comments <comments@node.example>",
      ...store.env(),
    });
    await node.page(page);
    await settle(node);
  });
  afterEach(() => closeAll(node, mail, blog));

  /** Posts a comment and lets the node do what it owes. */
  async function say(text: string, fields: Record<string, string> = {}): Promise<number> {
    const posted = await node.post(page, { text, ...fields });
    expect(posted.status, posted.html).to.equal(303);
    await settle(node);
    return Number(/#comment-(\d+)$/.exec(posted.location)?.[1]);
  }

  async function last(): Promise<ParsedMail> {
    const letter = mail.letters.at(-1);
    if (!letter) throw new Error("No letter came.");
    return letter;
  }

  /** The address of a letter's link that leads to the given path of the node. */
  function linkTo(path: string, letter: ParsedMail): string {
    const found = new RegExp(`${node.url}${path}\\?key=\\S+`).exec(letter.text ?? "")?.[0];
    if (!found) throw new Error(`The letter does not lead to ${path}:\n${letter.text}`);
    return found;
  }

  /** Opens a letter's link and presses the button that it leads to. */
  async function press(link: string, fields: Record<string, string> = {}): Promise<string> {
    const { pathname, searchParams } = new URL(link);
    const { html, status } = await node.send(pathname, { key: searchParams.get("key") ?? "", ...fields });
    expect(status, html).to.equal(200);
    return html;
  }

  /** Somebody who wrote and confirmed. */
  async function confirmed(): Promise<number> {
    const number = await say("What do you think?", anna);
    await press(linkTo("/mail/confirm", await last()));
    return number;
  }

  it("asks first, sends nothing until the button is pressed, and then brings each answer", async () => {
    const number = await say("What do you think?", anna);
    expect(mail.letters).to.have.lengthOf(1);
    const asked = await last();
    expect(asked.to).to.deep.include({ text: "Anna@mail.example" });
    expect(asked.from?.text).to.equal('"Comments" <comments@node.example>');
    await say("Not yet told of.", { parent: String(number), author: "Ben" });
    expect(mail.letters, "nobody confirmed").to.have.lengthOf(1);

    const link = linkTo("/mail/confirm", asked);
    expect(await (await fetch(link)).text()).to.contain("Do you want to be told");
    await say("Still not.", { parent: String(number), author: "Ben" });
    expect(mail.letters, "a link that is only opened confirms nothing").to.have.lengthOf(1);

    expect(await press(link)).to.contain("will be mailed to you");
    const answer = await say("I think so <b>too</b>.", { parent: String(number), author: "Ben & Co" });
    expect(mail.letters).to.have.lengthOf(2);
    const letter = await last();
    expect(letter.subject).to.equal("Ben & Co answered you on “The first post”");
    expect(letter.text).to.contain("> I think so <b>too</b>.").and.contain(`${page}#comment-${answer}`);
    expect(letter.html).to.contain("I think so &lt;b&gt;too&lt;/b&gt;.").and.contain("Ben &amp; Co");
    expect(letter.headers.get("auto-submitted")).to.equal("auto-generated");
  });

  it("asks nobody who did not tick, and wants an address of who did", async () => {
    await say("No mail for me.", { author: "Ben", email: "ben@mail.example" });
    expect(mail.letters).to.deep.equal([]);
    const refused = await node.post(page, { text: "Mail me!", notify: "yes" });
    expect(refused.status).to.equal(422);
    expect(refused.html).to.contain("Say where answers shall be mailed to").and.contain("Mail me!");
  });

  it("asks the same mailbox once a day, three times in a month", async () => {
    const month = 30 * 24 * hour;
    clock.advance(month - (clock.now().getTime() % month));
    const counts: number[] = [];
    for (let day = 0; day < 6; day++) {
      await say(`Morning ${day}.`, anna);
      await say(`Evening ${day}.`, anna);
      counts.push(mail.letters.length);
      clock.advance(24 * hour);
    }
    expect(counts).to.deep.equal([1, 2, 3, 3, 3, 3]);
  });

  it("does not tell people of their own answers", async () => {
    const number = await confirmed();
    await say("I answer myself.", { parent: String(number), ...anna });
    expect(mail.letters).to.have.lengthOf(1);
  });

  it("waits with both kinds of letter until the owner has approved what they are about", async () => {
    const [site] = await node.world.sites.all();
    await node.world.sites.set(site?._id ?? "", { moderation: "first" });
    clock.advance(1_000);
    const approve = async (text: string) => {
      const { items } = await node.world.comments.inState("held", { limit: 10 });
      const found = items.find(({ source }) => source.text === text);
      await createDecide(node.world)(found?._id ?? "", "approve", owner);
      await settle(node);
      return found?.number ?? 0;
    };
    await node.post(page, { text: "What do you think?", ...anna });
    await settle(node);
    expect(mail.letters).to.deep.equal([]);
    const number = await approve("What do you think?");
    await press(linkTo("/mail/confirm", await last()));
    await node.post(page, { text: "I agree.", author: "Ben", parent: String(number) });
    await settle(node);
    expect(mail.letters).to.have.lengthOf(1);
    await approve("I agree.");
    expect((await last()).text).to.contain("> I agree.");
  });

  it("stops with the one click of a mail program, and asks again when it is wanted again", async () => {
    const number = await confirmed();
    await say("First.", { parent: String(number), author: "Ben" });
    const letter = await last();
    const list = letter.headers.get("list") as unknown as { unsubscribe: { url: string } };
    expect(letter.headerLines.find(({ key }) => key === "list-unsubscribe-post")?.line).to.contain(
      "List-Unsubscribe=One-Click",
    );
    const stopped = await fetch(list.unsubscribe.url, {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
    expect(stopped.status).to.equal(200);
    await say("Second.", { parent: String(number), author: "Ben" });
    expect(mail.letters).to.have.lengthOf(2);
    clock.advance(25 * hour);
    await say("I would like some again.", anna);
    expect(await last())
      .to.have.property("subject")
      .that.contains("Please confirm");
  });

  it("stops for one comment alone", async () => {
    const number = await confirmed();
    const other = await say("Another of mine.", anna);
    await say("First.", { parent: String(number), author: "Ben" });
    await press(linkTo("/mail/stop", await last()), { only: "comment" });
    await say("Second.", { parent: String(number), author: "Ben" });
    expect(mail.letters).to.have.lengthOf(2);
    await say("Third.", { parent: String(other), author: "Ben" });
    expect(mail.letters).to.have.lengthOf(3);
  });

  it("takes no key that was tampered with", async () => {
    await say("What do you think?", anna);
    const link = linkTo("/mail/confirm", await last());
    const bent = await node.send("/mail/confirm", { key: `${new URL(link).searchParams.get("key")}x` });
    expect(bent.status).to.equal(403);
    expect(bent.html).to.contain("This link is not whole");
  });

  it("tries again when the mail server is away, and gives up what it refuses for good", async () => {
    mail.answer = 451;
    const number = await say("What do you think?", anna);
    expect(mail.letters).to.deep.equal([]);
    mail.answer = 250;
    clock.advance(2 * 60_000);
    await settle(node);
    await press(linkTo("/mail/confirm", await last()));
    mail.answer = 550;
    await say("Refused.", { parent: String(number), author: "Ben" });
    mail.answer = 250;
    clock.advance(hour);
    await settle(node);
    expect(mail.letters).to.have.lengthOf(1);
  });

  it("brings answers from the fediverse as well", async () => {
    await say("What do you think?", { ...anna, federate: "yes" });
    await press(linkTo("/mail/confirm", await last()));
    const asked = await node.find("What do you think");
    const eve = await startPeer(clock);
    try {
      const object = {
        id: `${new URL(eve.actor).origin}/notes/1`,
        type: "Note",
        attributedTo: eve.actor,
        inReplyTo: `${node.url}/ap/comments/${asked._id}`,
        content: "<p>A word from afar.</p>",
        to: [Public],
      };
      expect(await eve.send(`${node.url}/inbox`, { type: "Create", to: [Public], object })).to.equal(202);
      await settle(node);
      expect((await last()).text).to.contain("> A word from afar.");
    } finally {
      await eve.close();
    }
  });
});
