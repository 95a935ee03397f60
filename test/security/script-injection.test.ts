import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { escapeHtml } from "../../src/domain/escape.ts";
import { owner } from "../../src/domain/moderator.ts";
import { createSignIn } from "../../src/usecases/door/sign-in.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { buildClient, findBrowser, launchBrowser } from "../helpers/browser.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import type { Door } from "./doors/door.ts";
import { fediverse } from "./doors/fediverse.ts";
import { disqusExport, issoDatabase } from "./doors/imports.ts";
import { webForm } from "./doors/web-form.ts";
import { unsafePage } from "./unsafe.ts";
import { families, vectors } from "./vectors/all.ts";
import { breakouts } from "./vectors/breakouts.ts";
import { numbered, type Vector } from "./vectors/vector.ts";
import { startWatch, type Watch } from "./watch.ts";

const path = findBrowser();
const names = ["the form of the page", "the fediverse", "a database of Isso", "an export of Disqus"];
const perPage = 50;
const atOnce = 4;

/** How a way of showing a thread names its parts. */
interface Shown {
  form: string;
  items: string;
  text: string;
  id: string;
}

const ours: Shown = {
  form: ".an-form",
  items: ".antiphon > ol.an-list > li.an-item[id^=comment-]",
  text: ":scope > .an-comment .an-text",
  id: "comment-",
};
const inIssosPlace: Shown = {
  form: ".isso-form-wrapper",
  items: "#isso-root > .isso-comment[id^=isso-]",
  text: ":scope > .isso-text-wrapper .isso-text",
  id: "isso-",
};

/** What was brought to one page of the blog, by one door. */
interface Batch {
  door: string;
  url: string;
  comments: number[];
}

describe("attempts to inject a script", () => {
  it("are at least 300, of many families, each another one", () => {
    expect(vectors.length).to.be.at.least(300);
    expect(families.length).to.be.at.least(8);
    const spelt = vectors.map(({ n, text }) => text.replaceAll(String(n), "#"));
    expect(new Set(spelt).size).to.be.greaterThan(vectors.length - 5);
  });
});

describe(`script injection${path ? "" : " (skipped: no Chromium on this machine)"}`, function () {
  this.timeout(120_000);
  const clock = createTestClock();
  const pages = new Map<string, string>();
  const batches: Batch[] = [];
  let doors: Door[];
  let browser: Browser;
  let watch: Watch;
  let blog: Server;
  let blogOrigin: string;
  let node: TestNode;

  before(async function () {
    if (!path) return this.skip();
    blog = createServer((req, res) => {
      const page = pages.get(req.url ?? "");
      res.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(page ?? "");
    });
    blog.listen(0, "127.0.0.1");
    await once(blog, "listening");
    blogOrigin = `http://localhost:${(blog.address() as AddressInfo).port}`;
    doors = [webForm(), await fediverse(), issoDatabase(), disqusExport()];
    node = await startNode(clock, {
      ANTIPHON_SITE: `${blogOrigin}/`,
      ANTIPHON_TRUST_PROXY: "1",
      ANTIPHON_GRAVATAR: "on",
    });
    browser = await launchBrowser(path);
    await bringAll();
    watch = await startWatch(browser, [node.url, blogOrigin]);
    await serveClient(watch);
  });
  after(async () => {
    await watch?.close();
    await browser?.close();
    await node?.close();
    for (const door of doors ?? []) await door.close();
    blog?.closeAllConnections();
    blog?.close();
  });

  /** Every door brings every attempt; titles of pages are attempts as well. */
  async function bringAll(): Promise<void> {
    const titles = numbered([breakouts]);
    for (const door of doors) {
      for (let i = 0; i < vectors.length; i += perPage) {
        const url = `${blogOrigin}/${doors.indexOf(door)}-${i}`;
        const title = escapeHtml(titles[batches.length % titles.length]?.text ?? "");
        pages.set(
          new URL(url).pathname,
          `<!doctype html><title>${title}</title><p>Words.</p><script src="${node.url}/embed.js" async></script>`,
        );
        pages.set(
          `${new URL(url).pathname}-isso`,
          `<!doctype html><title>${title}</title><section id="isso-thread" data-isso-id="${new URL(url).pathname}"></section>
           <script data-isso="${node.url}/" src="${node.url}/js/embed.min.js"></script>`,
        );
        await node.page(url);
        await settle(node);
        const arrived = await door.bring({ node, clock, url }, vectors.slice(i, i + perPage));
        batches.push({ door: door.name, url, comments: arrived.map(({ comment }) => comment) });
      }
    }
    // Some have so many links that they wait for the owner, who lets them all in here.
    const decide = createDecide(node.world);
    const { items } = await node.world.comments.inState("held", { limit: 1_000 });
    for (const { _id } of items) await decide(_id, "approve", owner);
    await settle(node);
    clock.advance(1_000);
  }

  /** The browser part as it is in the sources, not as it was built some time ago. */
  async function serveClient({ context }: Watch): Promise<void> {
    const folder = await buildClient();
    await context.route(/\/(embed|isso)[\w.-]*\.(js|css)/, async (route) => {
      const { pathname } = new URL(route.request().url());
      const name = basename(pathname).replace("embed.min.js", "isso.js");
      const body = await readFile(join(folder, name)).catch(() => null);
      if (body === null) return route.fallback();
      return route.fulfill({ body, contentType: pathname.endsWith(".js") ? "text/javascript" : "text/css" });
    });
  }

  for (const [i, name] of names.entries()) {
    it(`arrives by ${name}, all of it`, () => {
      const mine = batches.filter(({ door }) => door === name);
      expect(doors[i]?.name).to.equal(name);
      expect(mine.flatMap(({ comments }) => comments)).to.have.lengthOf(vectors.length);
    });

    it(`runs nothing on the pages of threads, by ${name}`, async () => {
      const mine = batches.filter(({ door }) => door === name);
      await lookAtAll(mine, ({ url }) => `${node.url}/thread?url=${encodeURIComponent(url)}`);
    });

    it(`runs nothing on a blog of another origin without any policy, by ${name}`, async () => {
      const mine = batches.filter(({ door }) => door === name);
      await lookAtAll(mine, ({ url }) => url);
    });

    it(`runs nothing in the class names of Isso's client, by ${name}`, async () => {
      const mine = batches.filter(({ door }) => door === name);
      await lookAtAll(mine, ({ url }) => `${url}-isso`, inIssosPlace);
    });
  }

  /** Looks at a page for each batch: all of its comments are there, whole and in their place, and nothing else is. */
  async function lookAtAll(some: readonly Batch[], addressOf: (batch: Batch) => string, as = ours): Promise<void> {
    watch.noticed.clear();
    let seen = 0;
    await inTurns(some, (batch) =>
      watch.look(addressOf(batch), as.form, async (page, traces) => {
        expect(traces, addressOf(batch)).to.deep.equal([]);
        const shown: string[] = await page.evaluate(
          `[...document.querySelectorAll("${as.items}")].filter((item) => item.querySelector("${as.text}")?.textContent.includes("No. ")).map((item) => item.id)`,
        );
        expect(shown, addressOf(batch)).to.have.members(batch.comments.map((number) => as.id + number));
        seen += shown.length;
      }),
    );
    expect([...watch.noticed]).to.deep.equal([]);
    expect(seen).to.equal(vectors.length);
  }

  it("runs nothing for the owner: in the queue, in the log, among the blocks", async () => {
    watch.noticed.clear();
    const link = `${node.url}/login?token=${await createSignIn(node.world).issueLogin()}`;
    await watch.look(link, "button", async (page) => {
      await page.click("button");
      await page.waitForURL("**/admin/");
    });
    expect([...watch.noticed], "signed in").to.deep.equal([`went to ${node.url}/admin/`]);
    watch.noticed.clear();
    await writeNotes();

    const inQueue = await walk("/admin/?tab=published", ".queue > li.card[id^=comment-] .an-text");
    expect(inQueue).to.equal(vectors.length * doors.length);
    expect(await walk("/admin/blocks", ".rows > li.row")).to.equal(vectors.length);
    expect(await walk("/admin/posts", "main a[href^='/admin/log?']")).to.be.greaterThan(0);
    let lines = 0;
    for (const { comments } of batches) {
      const thread = (await node.world.comments.byNumber(comments[0] ?? 0))?.thread ?? "";
      lines += await walk(`/admin/log?thread=${thread}`, ".log > li");
    }
    expect(lines).to.be.at.least(vectors.length);
    expect([...watch.noticed]).to.deep.equal([]);
  });

  /** The owner's own notes are words of others as often as not. */
  async function writeNotes(): Promise<void> {
    for (const { n, text } of vectors) {
      await node.world.blocks.put({
        _id: `host ${n}.blocked.example`,
        kind: "host",
        value: `${n}.blocked.example`,
        label: text,
        note: text,
        createdAt: clock.now(),
      });
    }
  }

  /** Follows the links to what is older, and counts what a selector finds on all of these pages. */
  async function walk(first: string, selector: string): Promise<number> {
    let count = 0;
    for (let next: string | null = `${node.url}${first}`; next !== null; ) {
      const address: string = next;
      next = await watch.look(address, "main", async (page, traces) => {
        expect(traces, address).to.deep.equal([]);
        count += await page.locator(selector).count();
        return page.evaluate(`document.querySelector("main a[href*='after=']")?.href ?? null`);
      });
    }
    return count;
  }

  it("is noticed where a page takes no care", async () => {
    const careless = await startWatch(browser, [blogOrigin]);
    try {
      const size = 25;
      const chunks = Array.from({ length: Math.ceil(vectors.length / size) }, (_, i) =>
        vectors.slice(i * size, (i + 1) * size),
      );
      await inTurns(chunks, (chunk) => {
        const at = `/unsafe-${chunk[0]?.n}`;
        pages.set(at, unsafePage(chunk));
        return careless.look(blogOrigin + at, ".end", async () => undefined);
      });
      const isNoticed = ({ n }: Vector) => careless.noticed.has(`ran ${n}`) || careless.noticed.has(`asked ${n}`);
      const shares = families.map(({ name }) => {
        const own = vectors.filter(({ family }) => family === name);
        return { name, share: own.filter(isNoticed).length / own.length };
      });
      for (const { name, share } of shares) expect(share, name).to.be.greaterThan(0.5);
      // Others need another browser, an older one, or a reader who does more than to touch.
      expect(vectors.filter(isNoticed).length).to.be.at.least(300);
    } finally {
      await careless.close();
    }
  });
});

/** A few at a time. */
async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const left = [...all];
  const turn = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
}
