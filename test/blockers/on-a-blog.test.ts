import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { createMediaProxy } from "../../src/media/proxy.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { buildClient, describeInBrowser } from "../helpers/browser.ts";
import { mira } from "../helpers/comment.ts";
import { pictures } from "../helpers/pictures.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";
import { blockers, type RequestType } from "./blocker.ts";

/** A blog with the script, a node, and a third server, from which people's pictures, emoji and files are. */
describeInBrowser("a blog's page with comments from elsewhere", (browser) => {
  let blog: Server;
  let third: Server;
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  let post: string;
  let far: string;
  let heard: (string | undefined)[];
  let asked: { url: string; type: string }[];

  before(async () => {
    heard = [];
    third = await listening((url, agent) => {
      heard.push(agent);
      return url.startsWith("/gone") ? null : { type: "text/html", body: pictures["image/png"] as Buffer };
    });
    far = originOf(third);
    blog = await listening(() => ({
      type: "text/html",
      body: Buffer.from(`<!doctype html><title>Post</title><link rel="icon" href="data:,"><p>Words.</p>
        <script src="${node.url}/embed.js" async></script>`),
    }));
    post = `${originOf(blog)}/post`;
    const fetch = createGuardedFetch({
      allowPrivate: true,
      userAgent: "Antiphon/test (+http://localhost)",
      own: { origin: "http://node.invalid", answer: () => Promise.reject(new Error("Nobody asks the node itself.")) },
    });
    node = await startWebNode({
      site: { home: `${originOf(blog)}/` },
      settings: { clientDir: await buildClient() },
      media: {
        read: (token) => proxy().read(token),
        load: (media) => proxy().load(media),
      },
      findWay: async () => ({ kind: "none" }),
    });
    const proxy = () => createMediaProxy({ ...node.world, fetch, origin: node.url });
    await fill();
    context = await browser().newContext();
    page = await context.newPage();
    asked = [];
    page.on("request", (request) => asked.push({ url: request.url(), type: request.resourceType() }));
    await page.goto(post);
    await page.waitForSelector(".an-form");
    node.clock.advance(4_000);
  });
  after(async () => {
    await context?.close();
    await node?.close();
    for (const server of [blog, third]) {
      server?.closeAllConnections();
      server?.close();
    }
  });

  /** Comments of every sort that a thread knows, so many that the page has to be scrolled. */
  async function fill(): Promise<void> {
    const opened = await node.openThread(post, { wait: true });
    if (opened.kind !== "thread") throw new Error("The post has no thread.");
    const shared = { thread: opened.thread._id, site: opened.site._id };
    const emoji = [{ text: ":cat:", image: `${far}/emoji/cat.png` }];
    for (let i = 0; i < 20; i++) {
      await node.put({
        ...shared,
        _id: `far-${i}`,
        origin: "fediverse",
        author: { ...mira, id: `${far}/users/${i}`, avatar: `${far}/${i === 3 ? "gone" : "avatars"}/${i}.png`, emoji },
        html: `<p>A :cat: and <a href="${far}/page">a link</a></p>` as SafeHtml,
        emoji,
        warning: i === 1 ? "Cats :cat:" : null,
        attachments: [{ url: `${far}/files/${i}.png`, mediaType: "image/png", alt: "A cat" }],
        remote: { id: `${far}/notes/${i}`, url: `${far}/@/${i}` },
        counts: {
          likes: 2,
          boosts: 1,
          emoji: [{ text: ":cat:", image: `${far}/emoji/cat.png`, count: 1 }],
          emojiLikes: 1,
        },
      });
    }
    await node.put({ ...shared, _id: "gone", state: "removed", html: "" as SafeHtml });
    await node.put({ ...shared, _id: "answer", parent: "gone", path: ["gone"] });
  }

  it("asks the blog and the node, and nobody else, while it is read to its end and written on", async () => {
    await page.evaluate(`(async () => {
      for (const details of document.querySelectorAll("details")) details.open = true;
      for (const comment of document.querySelectorAll(".an-comment")) {
        comment.scrollIntoView();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      }
      await Promise.all([...document.images].map((image) => image.decode()));
    })()`);
    await page.click(".an-reply >> nth=0");
    await page.fill("form[data-number] textarea", "An *answer*");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview em");
    await page.click("text=Post comment");
    await page.waitForSelector(".an-new");
    const origins = new Set(
      asked
        .map(({ url }) => new URL(url))
        .filter(({ protocol }) => protocol !== "data:")
        .map(({ origin }) => origin),
    );
    expect([...origins]).to.have.members([originOf(blog), node.url]);
    expect(asked.filter(({ url }) => url.includes("/media/")).length).to.be.greaterThan(20);
  });

  it("shows the pictures all the same, and a drawing for the one that is gone", async () => {
    const faces: { width: number; height: number; seen: number }[] = await page.evaluate(
      `[...document.querySelectorAll("img.an-face, img.an-emoji")].map((image) => ({ width: image.offsetWidth, height: image.offsetHeight, seen: image.naturalWidth }))`,
    );
    expect(faces.length).to.be.greaterThan(60);
    expect(faces.filter(({ seen }) => seen === 0)).to.deep.equal([]);
    expect(await page.locator("svg.an-face").count(), "visitors").to.be.greaterThan(0);
    const faceSizes = await page.evaluate(
      `[...new Set([...document.querySelectorAll(".an-face")].map((face) => face.getBoundingClientRect().width))]`,
    );
    expect(faceSizes, "pictures and drawings take the same room").to.deep.equal([40]);
  });

  it("lets the third server hear of the node alone", () => {
    expect(heard.length).to.be.greaterThan(20);
    expect(new Set(heard)).to.deep.equal(new Set(["Antiphon/test (+http://localhost)"]));
  });

  for (const { name, blocker } of blockers()) {
    it(`is let through whole by a blocker with ${name}`, async () => {
      const types: Record<string, RequestType> = {
        xhr: "fetch",
        script: "script",
        stylesheet: "stylesheet",
        image: "image",
      };
      const refused = asked
        .filter(({ url }) => url.startsWith(node.url))
        .flatMap(({ url, type }) => {
          // As it would be where nodes live.
          const there = url
            .replace(node.url, "https://comments.myblog.com")
            .replaceAll(encodeURIComponent(post), encodeURIComponent("https://myblog.com/post"));
          return blocker.refuses(there, types[type] ?? "other", "https://myblog.com/post");
        });
      expect(refused).to.deep.equal([]);

      const names: { classes: string[]; ids: string[]; hrefs: string[] } = await page.evaluate(`({
        classes: [...new Set([...document.querySelectorAll("[class]")].flatMap((one) => [...one.classList]))],
        ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
        hrefs: [...document.querySelectorAll("[href]")].map((one) => one.href),
      })`);
      const selectors = blocker.hides("https://myblog.com/post", names);
      expect(selectors.length).to.be.greaterThan(0);
      expect(await hiddenBy(selectors)).to.deep.equal([]);
    });
  }

  it("is not let through where it carries a name that is known", async () => {
    await page.evaluate(
      `document.querySelector(".an-title").insertAdjacentHTML("afterend", '<p id="known" title="Share via email">x</p>')`,
    );
    const [own] = blockers();
    expect(
      await hiddenBy(own?.blocker.hides("https://myblog.com/post", { classes: [], ids: ["known"] }) ?? []),
    ).to.include("p");
  });

  /** Our elements that selectors hide; those that the browser cannot read are the blocker's own. */
  function hiddenBy(selectors: readonly string[]): Promise<string[]> {
    return page.evaluate(`(() => {
      const hidden = [];
      for (const selector of ${JSON.stringify(selectors)}.flatMap((text) => text.split(",\\n"))) {
        try {
          for (const one of document.querySelectorAll(selector)) if (one.closest("antiphon-comments")) hidden.push(one.localName);
        } catch {}
      }
      return hidden;
    })()`);
  }
});

/** Serves whatever is answered for an address; null is 404. */
async function listening(
  answer: (url: string, agent: string | undefined) => { type: string; body: Buffer } | null,
): Promise<Server> {
  const server = createServer((req, res) => {
    const found = answer(req.url ?? "", req.headers["user-agent"]);
    if (found) res.setHeader("content-type", found.type).end(found.body);
    else res.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function originOf(server: Server): string {
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
