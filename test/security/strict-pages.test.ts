import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import type { SafeHtml } from "../../src/domain/brand.ts";
import type { MediaProxy } from "../../src/domain/media.ts";
import { readMediaToken } from "../../src/domain/media.ts";
import { Problem } from "../../src/domain/problem.ts";
import { createSignIn } from "../../src/usecases/door/sign-in.ts";
import { createIssoTokens } from "../../src/usecases/visit/isso-tokens.ts";
import { seedDemo } from "../../src/web/demo/seed.ts";
import { doorPolicy, pagePolicy, stillPolicy } from "../../src/web/page.ts";
import { startBlog } from "../helpers/blog.ts";
import { buildClient, describeInBrowser } from "../helpers/browser.ts";
import { mira } from "../helpers/comment.ts";
import { pictures } from "../helpers/pictures.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("policies of our pages", () => {
  for (const [name, policy] of Object.entries({ pagePolicy, stillPolicy })) {
    it(`${name} lets in what is named, and nothing written into the page`, () => {
      expect(policy.split("; ")).to.include.members([
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]);
      expect(policy).to.not.match(/unsafe|\*|data:|blob:|https?:/);
    });
  }
  it("run no script where none is ours", () => {
    expect(stillPolicy).to.not.contain("script-src");
    expect(pagePolicy).to.contain("script-src 'self'");
  });
});

describeInBrowser("our pages in a browser", (browser) => {
  let node: WebNode;
  let context: BrowserContext;
  let page: Page;
  let number: number;
  const post = () => `${node.url}/demo/bread-slowly`;
  const thread = (more = "") => `/thread?url=${encodeURIComponent(post())}${more}`;

  before(async () => {
    node = await startWebNode({
      demo: true,
      settings: { clientDir: await buildClient() },
      media: drawing(() => node.world.secrets),
      findWay: async () => ({ kind: "none" }),
    });
    await seedDemo(node.world, node.openThread, node.url);
    const opened = await node.openThread(post(), { wait: true });
    if (opened.kind !== "thread") throw new Error("The demo has no such post.");
    const emoji = [{ text: ":cat:", image: "https://far.example/cat.png" }];
    const author = { ...mira, avatar: "https://far.example/mira.png" };
    const html = "<p>A :cat: everywhere</p>" as SafeHtml;
    ({ number } = await node.put({ _id: "x", thread: opened.thread._id, site: opened.site._id, author, html, emoji }));
    await node.put({ _id: "held", thread: opened.thread._id, site: opened.site._id, state: "held" });
    node.clock.advance(1_000);
    // Pictures come late: the window is so high that all of them are near it.
    context = await browser().newContext({ viewport: { width: 1280, height: 3000 } });
    await context.addInitScript(`window.refused = [];
      addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective + " " + event.blockedURI));`);
    page = await context.newPage();
  });
  after(async () => {
    await context?.close();
    await node?.close();
  });

  /** Opens a page and tells its policy and what that refused; empty when all that the page wants is let in. */
  async function walk(to: string): Promise<{ policy: string; refused: string[]; title: string }> {
    const answer = await page.goto(`${node.url}${to}`, { waitUntil: "load" });
    return { policy: answer?.headers()["content-security-policy"] ?? "none", ...(await seen()) };
  }
  async function seen(): Promise<{ refused: string[]; title: string }> {
    // What lies far below is loaded once somebody comes near.
    await page.evaluate(`Promise.all([...document.images].map((image) => {
      image.loading = "eager";
      return image.decode().catch(() => 0);
    }))`);
    return { refused: await page.evaluate("window.refused"), title: await page.title() };
  }

  it("for readers want nothing that their policy refuses", async () => {
    const paths = ["/", "/demo/", "/demo/bread-slowly", thread(), thread(`&reply=${number}`), thread("&said=posted")];
    for (const to of [...paths, `/from-home?url=${encodeURIComponent(post())}`]) {
      const { policy, refused } = await walk(to);
      expect({ to, policy, refused }).to.deep.equal({ to, policy: pagePolicy, refused: [] });
    }
    await walk(thread());
    expect(await page.locator("img.an-face").count(), "a picture of somebody").to.be.greaterThan(0);
    expect(await page.locator("img.an-emoji").count(), "a picture in a text").to.be.greaterThan(0);
  });

  it("work with their scripts and forms under it", async () => {
    await walk("/demo/bread-slowly");
    node.clock.advance(4_000);
    await page.fill("form[data-number] textarea", "Under *strict* rules");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview em");
    await page.click("text=Post comment");
    await page.waitForSelector(".an-new em");
    expect(await seen()).to.deep.include({ refused: [] });
    const key = await page.locator(".an-new .an-tools").first().getAttribute("data-key");
    const own = await page.locator(".an-new .an-tools").first().getAttribute("data-number");
    for (const deed of ["edit", "delete"]) {
      const { policy, refused } = await walk(`/comments/${own}/${deed}?key=${key}`);
      expect({ deed, policy, refused }).to.deep.equal({ deed, policy: pagePolicy, refused: [] });
    }
  });

  it("that tell of a problem run nothing", async () => {
    for (const to of ["/nothing", "/thread", "/comments/999999/edit", "/admin/", "/media/x", "/fragment?url=x"]) {
      const { policy, refused } = await walk(to);
      expect({ to, policy, refused }).to.deep.equal({ to, policy: stillPolicy, refused: [] });
    }
  });

  it("that Isso's links lead to run nothing, and work", async () => {
    const comment = await node.world.comments.byNumber(number);
    if (!comment) throw new Error("There is no comment.");
    const key = await createIssoTokens(node.world).ofOwner(comment);
    for (const to of [`/id/${number}/edit/${key}`, `/id/${number}/delete/x`, `/id/${number}/like`]) {
      const { policy, refused } = await walk(to);
      expect({ to, policy, refused }).to.deep.equal({ to, policy: stillPolicy, refused: [] });
    }
    await walk(`/id/${number}/activate/${key}`);
    await page.click("button");
    await page.waitForSelector("text=Already activated");
    expect(await seen()).to.deep.include({ refused: [] });
  });

  it("for the owner run nothing but the script of the queue and that of passkeys, and work", async () => {
    const link = await createSignIn(node.world).issueLogin();
    expect(await walk(`/login?token=${link}`)).to.deep.include({ policy: doorPolicy, refused: [] });
    await page.click("button");
    await page.waitForURL("**/admin/");
    expect(await seen()).to.deep.include({ refused: [] });
    const tabs = ["held", "published", "hidden", "spam", "removed"].map((tab) => `/admin/?tab=${tab}`);
    const whose = [`/admin/commenter?actor=${encodeURIComponent(mira.id)}`, "/admin/server?host=far.example"];
    for (const to of [
      ...tabs,
      ...whose,
      "/admin/posts",
      "/admin/deliveries",
      "/admin/log",
      "/admin/blocks",
      "/admin/people",
    ]) {
      const { policy, refused } = await walk(to);
      const expected = [...tabs, ...whose].includes(to) ? pagePolicy : stillPolicy;
      expect({ to, policy, refused }).to.deep.equal({ to, policy: expected, refused: [] });
    }
    expect(await walk("/admin/you")).to.deep.include({ policy: doorPolicy, refused: [] });
    await walk("/admin/?tab=held");
    await page.click(".item >> text=Approve");
    expect(await seen()).to.deep.include({ refused: [] });
  });

  it("would tell of what is refused", async () => {
    await walk(thread());
    await page.evaluate(`{
      const script = document.createElement("script");
      script.textContent = "window.ran = 1";
      const image = document.createElement("img");
      image.src = "https://tracker.example/x.gif";
      const style = document.createElement("style");
      document.body.append(script, image, style);
      style.textContent = "p { color: red }";
    }`);
    await page.waitForFunction("window.refused.length >= 3");
    const { refused } = await seen();
    expect(refused.map((line) => line.split(" ")[0])).to.include.members([
      "script-src-elem",
      "img-src",
      "style-src-elem",
    ]);
    expect(await page.evaluate("window.ran")).to.equal(undefined);
  });

  it("stand in nobody's frame", async () => {
    const framed = async (src: string) => {
      const stranger = await context.newPage();
      await stranger.evaluate(`new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.onload = resolve;
        frame.src = ${JSON.stringify(src)};
        document.body.append(frame);
      })`);
      const shown = stranger.frames().at(-1)?.url();
      await stranger.close();
      return shown;
    };
    const blog = await startBlog();
    try {
      expect(await framed(blog.home), "somebody else’s page may").to.equal(blog.home);
    } finally {
      await blog.close();
    }
    for (const to of ["/", thread(), "/login", "/favicon.svg"])
      expect(await framed(node.url + to), to).to.match(/^chrome-error:/);
  });
});

/** Hands on one small picture for each token of ours. */
function drawing(secrets: () => Parameters<typeof readMediaToken>[0]): MediaProxy {
  return {
    async read(token) {
      const media = readMediaToken(secrets(), token);
      if (!media) throw new Problem("not-found", "There is no picture at this address.");
      return media;
    },
    load: async () => ({ type: "image/png", bytes: pictures["image/png"] as Buffer }),
  };
}
