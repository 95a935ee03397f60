import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { createHtml } from "../../src/html/html.ts";
import { readMarks } from "../../src/posts/page-marks.ts";
import { createPageReader } from "../../src/posts/page-reader.ts";
import { createCheckPage } from "../../src/usecases/publish/check-page.ts";
import { viewsFolder } from "../../src/web/render.ts";
import { createGhost, type GhostPage } from "../../tools/ghost/engine.ts";
import { releases } from "../../tools/ghost/releases.ts";
import { root } from "../helpers/sources.ts";
import { createTestWeb, type Standing } from "../posts/web.ts";
import { openPublishWorld } from "../usecases/publish/world.ts";
import { aPost, describeWithGhost, patchedTheme, removeTheme, themes } from "./themes.ts";

/** As much of gscan as is used. */
interface Scanner {
  check(folder: string, options: object): Promise<object>;
  format(checked: object, options: object): { results: { error: Found[]; warning: Found[] } };
}

interface Found {
  code: string;
  failures: unknown;
}

describeWithGhost("Ghost's themes with our partial", () => {
  for (const one of themes) {
    describe(`${one.name} of Ghost ${one.release}`, () => {
      let folder = "";
      let partial = "";
      let ghost: ReturnType<typeof createGhost>;

      before(async () => {
        partial = await readFile(join(viewsFolder(), "ghost/comments-antiphon.hbs"), "utf8");
        folder = await patchedTheme(one, partial);
        ghost = createGhost(releases[one.release]);
      });
      after(() => removeTheme(folder));

      const render = (post: GhostPage["post"] = {}, given: Partial<GhostPage> = {}) =>
        ghost({ theme: folder, post: aPost(post), ...given });
      const places = async (post: GhostPage["post"] = {}, given: Partial<GhostPage> = {}) =>
        readMarks(await render(post, given));

      it("passes Ghost's own check of themes, as it did without", async () => {
        const { check, format } = createRequire(join(root, "tools/ghost/engine.ts"))("gscan") as Scanner;
        const checkVersion = `v${one.release}`;
        const { error, warning } = format(await check(folder, { checkVersion }), { checkVersion }).results;
        expect([...error, ...warning].map(({ code, failures }) => [code, failures])).to.deep.equal([]);
      });

      it("says in the place for comments which post it is", async () => {
        const post = { title: `“5" & <b>”`, comment_id: "17" };
        const html = await render(post, { site: { locale: "de-AT" } });
        const id = "6721d0a4c5b1e40001a2b3c4";
        expect(readMarks(html)).to.deep.equal([
          {
            url: "https://blog.example/folding-and-lighting/",
            title: post.title,
            id: `ghost-${id}`,
            aliases: [id, "17", "ghost-17"],
          },
        ]);
        expect(html).to.match(/<antiphon-comments [^>]*lang="de-AT"/);
        expect(html).to.contain(
          'href="https://comments.example.org/thread?url=https%3A%2F%2Fblog.example%2Ffolding-and-lighting%2F"',
        );
        expect(html.match(/<script async src="https:\/\/comments.example.org\/embed.js">/g)).to.have.length(1);
      });

      it("stands once, below the text and above what is recommended, whether Ghost's own comments are on or off", async () => {
        for (const comments_enabled of ["off", "all", "paid"]) {
          const html = await render({}, { site: { comments_enabled } });
          expect(html.match(/<antiphon-comments /g), comments_enabled).to.have.length(1);
          expect(html.indexOf("<antiphon-comments")).to.be.greaterThan(html.indexOf("burns last"));
          expect(html.includes("data-ghost-comments"), "Ghost's own").to.equal(comments_enabled !== "off");
        }
      });

      for (const visibility of ["members", "paid", "tiers"]) {
        it(`shows nothing below a post for ${visibility}, unless it is wanted, and only to whoever may read it`, async () => {
          expect(await places({ visibility, access: false })).to.deep.equal([]);
          expect(await places({ visibility, access: true })).to.deep.equal([]);
          const hbs = await readFile(join(folder, "post.hbs"), "utf8");
          const wished = hbs.replace('{{> "comments-antiphon"}}', '{{> "comments-antiphon" members="yes"}}');
          expect(wished).not.to.equal(hbs);
          const open = await patchedTheme(one, partial);
          try {
            await writeFile(join(open, "post.hbs"), wished);
            expect(await places({ visibility, access: false }, { theme: open })).to.deep.equal([]);
            const [place] = await places({ visibility, access: true }, { theme: open });
            expect(place).to.include({ id: "ghost-6721d0a4c5b1e40001a2b3c4", url: aPost()["url"] });
          } finally {
            await removeTheme(open);
          }
        });
      }

      it("shows nothing below a draft that somebody has the link of", async () => {
        const draft = { status: "draft", url: "https://blog.example/404/" };
        expect(await places(draft, { context: ["preview", "post"] })).to.deep.equal([]);
      });

      it("lets a post keep its comments when its slug is changed", async () => {
        const at: Record<string, Standing> = { "https://blog.example/folding-and-lighting/": await render() };
        const world = await openPublishWorld();
        const web = createTestWeb(at);
        world.world.pages = createPageReader({ fetch: web.fetch, html: createHtml() });
        const check = async (url: string) => createCheckPage(world.world)(await world.site(), url);
        const before = await check("https://blog.example/folding-and-lighting/");
        delete at["https://blog.example/folding-and-lighting/"];
        at["https://blog.example/lighting/"] = await render({ slug: "lighting" });
        const after = await check("https://blog.example/lighting/");
        expect(after._id).to.equal(before._id);
        expect(after.page).to.include({ url: "https://blog.example/lighting/", title: "Folding and lighting" });
        await world.store.close();
      });
    });
  }
});
