import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { expect } from "chai";
import { viewsFolder } from "../../src/web/render.ts";
import { createGhost } from "../../tools/ghost/engine.ts";
import { isBrought, releases } from "../../tools/ghost/releases.ts";
import { describeEmbed } from "../helpers/embed-blog.ts";
import { aPost, notBrought, patchedTheme, removeTheme, themes } from "./themes.ts";

const types: Record<string, string> = { ".css": "text/css", ".svg": "image/svg+xml" };

/** Where pictures of the pages go, for who wants to look at them; nowhere when left out. */
const pictures = process.env["TEST_PICTURES"];

describeEmbed(`Ghost's themes in a browser${isBrought() ? "" : notBrought}`, (at) => {
  before(function () {
    if (!isBrought()) this.skip();
  });

  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await removeTheme(folder);
  });

  /** Lets the blog answer with a post as Ghost draws it, with the theme's own styles. */
  async function show(one: (typeof themes)[number], given: { partial?: string; foot?: string; dark?: boolean }) {
    const { page, home, node } = at();
    const ours = await readFile(join(viewsFolder(), "ghost/comments-antiphon.hbs"), "utf8");
    const folder = await patchedTheme(
      one,
      (given.partial ?? ours).replaceAll("https://comments.example.org", node.url),
    );
    folders.push(folder);
    const custom = { color_scheme: given.dark ? "Dark" : "Light", site_background_color: "#ffffff" };
    const post = { slug: "post", codeinjection_foot: given.foot ?? "", html: "<p>A long letter.</p>".repeat(12) };
    const html = await createGhost(releases[one.release])({ theme: folder, post: aPost(post), custom });
    await page.route(`${home}assets/**`, async (route) => {
      const file = join(folder, new URL(route.request().url()).pathname);
      const type = types[extname(file)];
      // What the theme's own scripts do needs others from elsewhere, and is not looked at.
      if (!type || !existsSync(file)) return route.fulfill({ body: "" });
      await route.fulfill({ contentType: type, body: await readFile(file) });
    });
    const body = html
      .replaceAll("https://blog.example/", home)
      .replace(/<script\s+src="https:[^>]*>\s*<\/script>/g, "")
      .replace(/<script>\s*\$\([\s\S]*?<\/script>/g, "");
    at().body = () => body;
    await at().seed("a", "The thin paper burns last, as my grandfather said.");
    await at().seed("b", "It does!", { parent: "a" });
    await at().open();
    await page.waitForSelector("text=It does!");
  }

  async function picture(name: string): Promise<void> {
    if (!pictures) return;
    await mkdir(pictures, { recursive: true });
    await at().page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }

  /** How the comments stand beside the text, and whether anything sticks out of the page. */
  const measure = () =>
    at().page.evaluate(`(() => {
      const box = (selector) => document.querySelector(selector).getBoundingClientRect();
      const [text, comments] = [box(".gh-content > p:last-child"), box("antiphon-comments .antiphon")];
      return {
        off: Math.max(Math.abs(text.left - comments.left), Math.abs(text.right - comments.right)),
        room: comments.top - text.bottom,
        wide: document.documentElement.scrollWidth - innerWidth,
      };
    })()`) as Promise<{ off: number; room: number; wide: number }>;

  for (const one of themes) {
    const name = `${one.name} of Ghost ${one.release}`;

    it(`comments stand below the text of ${name}, as wide as it is, on a desk and on a phone`, async () => {
      for (const width of [1200, 360]) {
        await at().page.setViewportSize({ width, height: 800 });
        await show(one, {});
        const { off, room, wide } = await measure();
        expect(wide, `${width}`).to.equal(0);
        expect(room, `${width}`).to.be.within(16, 200);
        expect(off, `${width}`).to.be.lessThan(2);
        await picture(`${one.name}-${one.release}-${width}`);
      }
    });

    it(`the line in the footer places them alike in ${name}`, async () => {
      await at().page.setViewportSize({ width: 1200, height: 800 });
      const foot = `<script async src="${at().node.url}/ghost.js"></script>`;
      await show(one, { partial: "{{!-- none --}}", foot });
      const { off, room } = await measure();
      expect(room).to.be.within(16, 200);
      expect(off).to.be.lessThan(2);
      await picture(`${one.name}-${one.release}-footer`);
    });
  }

  it("fits a dark page", async () => {
    await show({ release: 6, name: "casper" }, { dark: true });
    await picture("casper-6-dark");
    const light = await at().page.evaluate(`(() => {
      const text = getComputedStyle(document.querySelector(".an-text")).color.match(/\\d+/g).map(Number);
      return text.reduce((sum, part) => sum + part, 0) / 3;
    })()`);
    expect(light).to.be.greaterThan(128);
  });
});
