import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const path = `/fragment?url=${encodeURIComponent(postUrl)}`;
const page = `/thread?url=${encodeURIComponent(postUrl)}`;

describe("the language of a page", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
    await node.put({ _id: "a", html: "<p>Hello</p>" as SafeHtml });
  });
  afterEach(() => node.close());

  const text = async (address: string, headers: Record<string, string> = {}) =>
    (await node.get(address, headers)).text();

  /** Gives the page of the thread a language, as a feed that changed would. */
  async function pageIs(lang: string | null): Promise<void> {
    const thread = await node.world.threads.get("thread");
    if (!thread) throw new Error("The thread is missing.");
    const { revision } = thread;
    await node.world.threads.change(thread, { page: { ...thread.page, lang }, revision: revision + 1 });
    node.clock.advance(250);
  }

  it("is that of the blog's page, whatever the reader's browser wants", async () => {
    await pageIs("de-AT");
    const answer = await node.get(path, { "accept-language": "fr" });
    expect(answer.headers.get("content-language")).to.equal("de");
    expect(await answer.text())
      .to.contain('lang="de" dir="ltr"')
      .and.contain("1 Kommentar<")
      .and.contain("Kommentar abschicken");
    expect(await text(page))
      .to.contain('<html lang="de" dir="ltr">')
      .and.contain("Zurück zum Beitrag");
  });

  it("follows the page when that changes, also where it was read before", async () => {
    expect(await text(path)).to.contain("1 comment<");
    await pageIs("fr");
    expect(await text(path)).to.contain("1 commentaire<");
  });

  it("is that of the blog where the page does not say, and the node's where the blog does not", async () => {
    await pageIs(null);
    await node.world.sites.set("site", { lang: "ja" });
    await node.world.sites.raiseEpoch();
    node.clock.advance(250);
    expect(await text(path)).to.contain("コメント1件");
    const spanish = await startWebNode({ settings: { lang: "es" }, site: { lang: null } });
    const unknown = `/fragment?url=${encodeURIComponent("https://blog.example/new")}`;
    expect(await (await spanish.get(unknown)).text()).to.contain("Publicar comentario");
    await spanish.close();
  });

  it("is another one if that is asked for, and each has its own ETag", async () => {
    const tags = new Set<string | null>();
    for (const lang of ["", "de", "fr", "ar", "tlh", "de-CH"]) {
      const answer = await node.get(`${path}&lang=${lang}`);
      tags.add(answer.headers.get("etag"));
      const words = { de: "1 Kommentar<", fr: "1 commentaire<", ar: "تعليق واحد<" }[lang.slice(0, 2)] ?? "1 comment<";
      expect(await answer.text(), lang).to.contain(words);
    }
    expect(tags.size).to.equal(4);
  });

  it("runs from right to left in Arabic", async () => {
    expect(await text(`${path}&lang=ar`)).to.contain('lang="ar" dir="rtl"');
    expect(await text(`${page}&lang=ar`)).to.contain('<html lang="ar" dir="rtl">');
  });

  it("leaves the texts in the language of the page", async () => {
    expect(await text(path)).to.contain('<div class="an-text e-content" dir="auto">');
    expect(await text(`${path}&lang=ar`)).to.contain('<div class="an-text e-content" dir="auto" lang="en">');
    await pageIs("pt-BR");
    expect(await text(path))
      .to.contain('lang="en" dir="ltr"')
      .and.contain('dir="auto" lang="pt-BR">');
  });

  it("goes along with every link and form once it was asked for, and only then", async () => {
    const asked = await text(`${page}&lang=fr`);
    expect(asked).to.match(/class="an-reply" href="[^"]+&amp;lang=fr&amp;reply=/);
    expect(asked).to.contain('name="lang" value="fr"');
    expect(await text(page)).to.not.contain("&amp;lang=");
  });

  it("stays that of the form when it is drawn again, and on the page after posting", async () => {
    const started = await node.started();
    const faulty = await node.post("/comments", { url: postUrl, text: "", email: "x", started, lang: "de" });
    expect(faulty.status).to.equal(422);
    expect(await faulty.text())
      .to.contain("Noch nicht abgeschickt")
      .and.contain("Der Kommentar ist leer.")
      .and.contain("Das sieht nicht wie eine E-Mail-Adresse aus.");
    const posted = await node.post("/comments", { url: postUrl, text: "Hallo", started, lang: "de" });
    const next = new URL(posted.headers.get("location") ?? "");
    expect(next.searchParams.get("lang")).to.equal("de");
    const cookie = (posted.headers.get("set-cookie") ?? "").split(";")[0] as string;
    const after = await text(next.pathname + next.search, { cookie });
    expect(after).to.contain("Der Kommentar ist veröffentlicht.").and.contain("Bearbeiten");
    const edit = /href="([^"]+\/edit\?lang=de)"/.exec(after)?.[1] ?? "";
    expect(await text(new URL(edit).pathname + new URL(edit).search, { cookie })).to.contain("Kommentar bearbeiten");
  });

  it("is what the reader's browser wants on pages that belong to no thread", async () => {
    const home = await node.get("/", { "accept-language": "es-MX, en;q=0.5" });
    expect(home.headers.get("content-language")).to.equal("es");
    expect(home.headers.get("vary")).to.contain("Accept-Language");
    expect(await home.text()).to.contain("Blogs de este servidor");
    const lost = await node.get("/nothing", { "accept-language": "fr" });
    expect(lost.status).to.equal(404);
    expect(await lost.text())
      .to.contain("<h1>Introuvable</h1>")
      .and.contain("Il n’y a rien à cette adresse.");
  });

  it("is English for programs, whatever they ask for", async () => {
    const answer = await node.post(
      "/comments",
      { url: postUrl, text: "", lang: "de" },
      { accept: "application/json", "accept-language": "de" },
    );
    expect(await answer.json()).to.deep.include({ title: "Unprocessable Entity" });
  });
});
