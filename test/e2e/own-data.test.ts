import { expect } from "chai";
import type { ParsedMail } from "mailparser";
import { completeLanguages } from "../../src/i18n/languages.ts";
import { linesOf } from "../../src/store/copy.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type MailServer, startMailServer } from "../helpers/mail-server.ts";

const hour = 3_600_000;
const anna = { author: "Anna Visitor", email: "Anna@mail.example" };

describe("what is kept of a commenter, by a mailed link", () => {
  const clock = createTestClock();
  let blog: Blog;
  let mail: MailServer;
  let node: TestNode;

  beforeEach(async () => {
    blog = await startBlog();
    mail = await startMailServer();
  });
  afterEach(() => closeAll(node, mail, blog));

  async function start(env: Record<string, string> = {}): Promise<void> {
    const smtp = { ANTIPHON_SMTP: mail.url, ANTIPHON_MAIL_FROM: "comments@node.example" };
    node = await startNode(clock, { ANTIPHON_SITE: blog.home, ...smtp, ...env });
    for (const slug of ["one", "two"]) blog.publish({ slug, title: `Post ${slug}` });
  }

  async function say(slug: string, fields: Record<string, string>): Promise<void> {
    clock.advance(hour);
    const posted = await node.post(blog.urlOf(slug), fields);
    expect(posted.status, posted.html).to.equal(303);
    await settle(node);
  }

  /** Asks for a link; returns the answer and the letter that came, if one did. */
  async function ask(email: string, lang = "en"): Promise<{ status: number; html: string; letter: ParsedMail | null }> {
    const before = mail.letters.length;
    const { status, html } = await node.send("/mail/data", { email, lang });
    await settle(node);
    return { status, html, letter: mail.letters[before] ?? null };
  }

  const keyIn = (letter: ParsedMail | null) =>
    decodeURIComponent(/\/mail\/data\?key=(\S+)/.exec(letter?.text ?? "")?.[1] ?? "");
  const visitIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const get = (key: string) => fetch(`${node.url}/mail/data?key=${encodeURIComponent(key)}`);
  const open = (key: string) => node.send("/mail/data/open", { key });

  it("is answered alike whether a mailbox is known or not, and mailed to one that is", async () => {
    await start();
    await say("one", { text: "Hello", ...anna });
    const unknown = await ask("nobody@mail.example");
    const known = await ask("anna@MAIL.example");
    expect([unknown.status, unknown.html]).to.deep.equal([known.status, known.html]);
    expect(unknown.letter).to.equal(null);
    const { letter } = known;
    expect(letter?.to).to.deep.include({ text: "Anna@mail.example" });
    expect(letter?.headers.has("list")).to.equal(false);
    expect(letter?.html).to.contain("/mail/data?key=").and.not.contain("Hello");
    expect(letter?.text).to.not.contain("Hello");
    expect((await ask("no mailbox")).status).to.equal(422);
  });

  for (const lang of completeLanguages) {
    it(`is told of in a letter in ${lang}`, async () => {
      await start();
      blog.publish({ slug: lang, title: "Ein Titel", lang });
      await say(lang, { text: "Hello", ...anna });
      const { letter, html } = await ask(anna.email, lang);
      expect(html).to.match(new RegExp(`<html lang="${lang}"`));
      expect(letter?.html).to.match(new RegExp(`<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">`));
      expect(letter?.headers.get("content-language")).to.equal(lang);
      expect(`${letter?.subject} ${letter?.text}`).to.not.match(/\{\w+\}|undefined|&(amp|lt);/);
      expect(keyIn(letter)).to.have.length.greaterThan(80);
    });
  }

  it("is opened once, within a day, by a press; looking at the link changes nothing", async () => {
    await start();
    await say("one", { text: "Hello", ...anna });
    const key = keyIn((await ask(anna.email)).letter);
    for (let i = 0; i < 3; i++) expect((await get(key)).status).to.equal(200);
    expect((await get(`${key}x`)).status).to.equal(403);
    expect((await open(`${key}~more`)).status).to.equal(403);
    const shown = await open(key);
    expect([shown.status, shown.html.includes("1 comment was written")]).to.deep.equal([200, true]);
    expect((await open(key)).status).to.equal(410);
    const late = keyIn((await ask(anna.email)).letter);
    // The key of a letter does not stand in for that of a visit.
    expect((await node.send("/mail/data/export", { key: late })).status).to.equal(403);
    expect((await node.send("/mail/data/erased", { key: late })).status).to.equal(403);
    clock.advance(24 * hour);
    expect((await open(late)).status).to.equal(410);
    expect((await node.send("/mail/data/export", { key: visitIn(shown.html) })).status).to.equal(410);
  });

  it("is had as a file, all of it and nothing of anybody else", async () => {
    await start();
    await say("one", { text: "First words", ...anna });
    await say("two", { text: "More words", author: "A.", email: "anna@mail.example" });
    await say("two", { text: "Words of Ben", author: "Ben", email: "ben@mail.example" });
    const { html } = await open(keyIn((await ask(anna.email)).letter));
    const answer = await fetch(`${node.url}/mail/data/export`, {
      method: "POST",
      body: new URLSearchParams({ key: visitIn(html) }),
    });
    expect(answer.headers.get("content-disposition")).to.contain("attachment");
    expect(answer.headers.get("cache-control")).to.contain("no-store");
    const text = await answer.text();
    const { comments } = JSON.parse(text) as { comments: { source: { text: string }; page: string }[] };
    expect(comments.map(({ source, page }) => [source.text, page])).to.have.deep.members([
      ["First words", blog.urlOf("one")],
      ["More words", blog.urlOf("two")],
    ]);
    expect(text).to.not.contain("Ben");
  });

  it("is erased after a question, for good, and written down without a name", async () => {
    await start();
    await say("one", { text: "First words", ...anna });
    await say("two", { text: "More words", ...anna });
    await say("two", { text: "Words of Ben", author: "Ben" });
    const key = visitIn((await open(keyIn((await ask(anna.email)).letter))).html);
    const asked = await node.send("/mail/data/erase", { key });
    expect(asked.status).to.equal(200);
    expect(await node.texts(blog.urlOf("one"))).to.deep.equal(["First words"]);
    const done = await node.send("/mail/data/erased", { key });
    expect(done.status, done.html).to.equal(200);
    await settle(node);
    expect(await node.texts(blog.urlOf("one"))).to.deep.equal([]);
    expect(await node.texts(blog.urlOf("two"))).to.deep.equal(["Words of Ben"]);
    expect((await node.send("/mail/data/erased", { key })).status).to.equal(410);
    const [act] = (await node.world.audit.list({ act: "commenter.erase" }, { limit: 5 })).items;
    expect(act).to.deep.include({
      label: "(2 comments)",
      by: { id: "commenter", name: "a commenter, by a link in a mail" },
    });
    for await (const { collection, doc } of linesOf(node.store.docs))
      expect(JSON.stringify(doc), collection).to.not.match(/anna|first words|more words/i);
    expect((await ask(anna.email)).letter).to.equal(null);
  });

  it("is asked for so often at most, by anybody and for anybody", async () => {
    await start();
    await say("one", { text: "Hello", ...anna });
    const letters = [];
    for (let i = 0; i < 4; i++) {
      clock.advance(2 * hour);
      const { status, letter } = await ask(anna.email);
      letters.push([status, letter !== null]);
    }
    expect(letters).to.deep.equal([
      [200, true],
      [200, true],
      [200, true],
      [200, false],
    ]);
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask(`somebody${i}@mail.example`)).status);
    expect(statuses).to.include(429);
  });

  it("cannot be asked for where nothing is mailed, which the page says", async () => {
    await start({ ANTIPHON_SMTP: "", ANTIPHON_MAIL_FROM: "" });
    const page = await (await fetch(`${node.url}/mail/data`)).text();
    expect(page).to.contain("sends no mail").and.not.contain('name="email"');
    expect((await ask(anna.email)).letter).to.equal(null);
    expect(await node.page(blog.urlOf("one"))).to.not.contain("/mail/data");
  });

  it("is led to from the form and from letters", async () => {
    await start();
    expect(await node.page(blog.urlOf("one"))).to.contain(`href="${node.url}/mail/data`);
    await say("one", { text: "Hello", ...anna, notify: "yes" });
    const letter = mail.letters.at(-1);
    expect(letter?.text).to.contain(`${node.url}/mail/data`);
    expect(letter?.html).to.contain(`href="${node.url}/mail/data"`);
  });
});
