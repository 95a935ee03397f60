import { expect } from "chai";
import type { ParsedMail } from "mailparser";
import { completeLanguages } from "../../src/i18n/languages.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type MailServer, startMailServer } from "../helpers/mail-server.ts";

const ways = { en: "ltr", de: "ltr", fr: "ltr", es: "ltr", ja: "ltr", ar: "rtl" } as const;

/** Marks around a value that runs the other way than the sentence (FIRST STRONG ISOLATE and its end). */
const apart = (name: string) => `\u2068${name}\u2069`;

describe("letters in the language of the page", () => {
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
    node = await startNode(clock, {
      ANTIPHON_SITE: blog.home,
      ANTIPHON_SMTP: mail.url,
      ANTIPHON_MAIL_FROM: "comments@node.example",
      ...env,
    });
  }

  /** Comments on a page in a language, confirms, and is answered; gives both letters. */
  async function correspond(lang: string, title: string, answeredBy: string): Promise<[ParsedMail, ParsedMail]> {
    blog.publish({ slug: `in-${lang}`, title, lang });
    const page = blog.urlOf(`in-${lang}`);
    // One network may post only so much in an hour.
    clock.advance(3_600_000);
    await node.page(page);
    await settle(node);
    const fields = {
      text: `A question on ${title} in ${lang}`,
      author: "Anna",
      email: `${lang}@mail.example`,
      notify: "yes",
    };
    const asked = await node.post(page, fields);
    expect(asked.status, asked.html).to.equal(303);
    await settle(node);
    const confirm = mail.letters.at(-1);
    const link = new URL(/http\S+\/mail\/confirm\?key=\S+/.exec(confirm?.text ?? "")?.[0] ?? "http://no.link/");
    const confirmed = await node.send(link.pathname, { key: link.searchParams.get("key") ?? "" });
    expect(confirmed.status, confirmed.html).to.equal(200);
    const parent = /#comment-(\d+)$/.exec(asked.location)?.[1] ?? "";
    await node.post(page, { text: `An <b>answer</b> in ${lang}`, author: answeredBy, parent });
    await settle(node);
    const answer = mail.letters.at(-1);
    if (!confirm || !answer || confirm === answer) throw new Error(`${mail.letters.length} letters came.`);
    return [confirm, answer];
  }

  /** What holds for a letter in whatever language. */
  function expectWhole(letter: ParsedMail, lang: keyof typeof ways): void {
    const html = letter.html || "";
    expect(html).to.match(new RegExp(`^<!doctype html>\\s*<html lang="${lang}" dir="${ways[lang]}">`));
    expect(html).to.contain(`<title>${letter.subject?.replace("&", "&amp;")}</title>`);
    expect(letter.headers.get("content-language")).to.equal(lang);
    // A sentence runs as its language does, whatever name it begins with; somebody's own words as they do.
    expect(html).to.not.contain('<p dir="auto">');
    const list = letter.headers.get("list") as unknown as { unsubscribe: { url: string } };
    expect(letter.text).to.contain(list.unsubscribe.url);
    expect(html).to.contain(list.unsubscribe.url.replaceAll("&", "&amp;"));
    const oneClick = letter.headerLines.find(({ key }) => key === "list-unsubscribe-post");
    expect(oneClick?.line).to.match(/List-Unsubscribe=One-Click$/);
    // Nothing was left to be filled in, and nothing said twice over.
    expect(`${letter.subject} ${letter.text}`).to.not.match(/\{\w+\}|undefined|&(amp|lt);/);
  }

  it("are German throughout, with an author whose name runs the other way", async () => {
    await start();
    const [confirm, answer] = await correspond("de-AT", "Brot & Zeit", "ليلى");
    expectWhole(confirm, "de");
    expect(confirm.subject).to.match(/^Bitte bestätigen: E-Mails über Antworten auf /);
    expect(confirm.text).to.contain("Zu „Brot & Zeit“ wurde ein Kommentar geschrieben");
    expect(confirm.html).to.contain("Zu „Brot &amp; Zeit“").and.contain("Ja, Antworten per E-Mail schicken");
    expectWhole(answer, "de");
    expect(answer.subject).to.equal(`${apart("ليلى")} hat geantwortet: „Brot & Zeit“`);
    expect(answer.text).to.contain(`${apart("ليلى")} hat auf den Kommentar zu „Brot & Zeit“ geantwortet:`);
    expect(answer.text).to.contain("> An <b>answer</b> in de-AT");
    expect(answer.html).to.contain('<blockquote dir="auto">An &lt;b&gt;answer&lt;/b&gt; in de-AT</blockquote>');
    expect(answer.html).to.contain("Auf der Seite lesen").and.contain("abbestellen");
  });

  it("are Arabic throughout, from right to left", async () => {
    await start();
    const [confirm, answer] = await correspond("ar", "خبز", "Anna");
    expectWhole(confirm, "ar");
    expect(confirm.subject).to.match(/^يُرجى التأكيد: رسائل بالردود على /);
    expect(confirm.text).to.contain("كُتب تعليق على «خبز»");
    expectWhole(answer, "ar");
    expect(answer.subject).to.equal(`رد ${apart("Anna")} عليك في «خبز»`);
    expect(answer.text).to.contain("القراءة في الصفحة");
    expect(answer.html).to.contain("القراءة في الصفحة").and.contain("إيقاف الرسائل");
  });

  it("say each thing in its own way in every complete language", async () => {
    await start();
    const said = new Map<string, string>();
    for (const lang of completeLanguages) {
      const [confirm, answer] = await correspond(lang, "Titel", "Ben");
      expectWhole(confirm, lang);
      expectWhole(answer, lang);
      for (const sentence of [confirm.subject ?? "", answer.subject ?? ""]) {
        expect(said.get(sentence), sentence).to.equal(undefined);
        said.set(sentence, lang);
      }
    }
    expect(said.size).to.equal(2 * completeLanguages.length);
  });

  it("are in the blog's language where the page's is a draft or unknown, and then in the node's", async () => {
    await start();
    for (const lang of ["nl", "sv"]) {
      for (const letter of await correspond(lang, "Brood", "Ben")) expectWhole(letter, "en");
    }
    await node.close();
    blog.lang = "nl";
    await start({ ANTIPHON_LANG: "fr" });
    const [confirm, answer] = await correspond("nl-BE", "Brood", "Ben");
    expectWhole(confirm, "fr");
    expectWhole(answer, "fr");
    expect(confirm.subject).to.match(/^Veuillez confirmer : /);
  });

  it("are English where the node's own language is a draft", async () => {
    await start({ ANTIPHON_LANG: "nl" });
    const [confirm] = await correspond("nl", "Brood", "Ben");
    expectWhole(confirm, "en");
    expect(confirm.subject).to.match(/^Please confirm/);
  });
});
