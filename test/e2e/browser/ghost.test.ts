import { expect } from "chai";
import { describeEmbed } from "../../helpers/embed-blog.ts";

const words = "<p>The words of the post.</p>";
const cards = '<aside><article class="post-card post"><div class="gh-content">Another</div></article></aside>';

/** How Ghost's own themes lay out a post: what the text stands in, and what comes after it. */
const shapes = {
  Casper: `<main id="site-main"><article class="article post no-image"><section class="gh-content gh-canvas">${words}</section>
    </article></main>${cards}`,
  Source: `<main class="gh-main"><article class="gh-article post"><header></header><section class="gh-content gh-canvas is-body">
    ${words}</section></article></main>${cards}`,
  Dawn: `<main class="site-main"><article class="single post"><div class="single-content gh-content gh-canvas">${words}</div>
    <div class="gh-canvas"><footer class="single-footer">Tags</footer></div></article><section class="related-wrapper">${cards}</section></main>`,
  "a theme of its own": `<main><article class="story post">${words}</article></main>${cards}`,
  "a theme without an article": `<main><div class="wrap"><div class="gh-content">${words}</div></div></main>`,
};

describeEmbed("one line in the footer of a Ghost", (at) => {
  /** Lets the blog answer as Ghost does: what is in the footer's injection comes last. */
  const ghost = (shape: string, given: { classes?: string; head?: string; attributes?: string } = {}) => {
    const { classes = "post-template tag-news", head, attributes = "" } = given;
    const canonical = head ?? `<link rel="canonical" href="${at().home}post">`;
    at().body = () =>
      `${canonical}<body class="${classes}">${shape}<script async src="${at().node.url}/ghost.js" ${attributes}></script>`;
  };
  const element = () => at().page.locator("antiphon-comments");
  /** Waits until the script has decided, and says whether it placed anything. */
  async function isPlaced(slug = "post"): Promise<boolean> {
    const { page, home } = at();
    await page.goto(`${home}${slug}`, { waitUntil: "networkidle" });
    return (await element().count()) > 0;
  }

  for (const [name, shape] of Object.entries(shapes)) {
    it(`shows comments below a post of ${name}, and can be written to`, async () => {
      ghost(shape);
      await at().seed("a", "Said before");
      await at().open();
      expect(await at().page.isVisible("text=Said before")).to.equal(true);
      const order = await at().page.evaluate(`(() => {
        const [text, comments] = [document.querySelector("main p"), document.querySelector("antiphon-comments")];
        const inCard = comments.closest(".post-card") !== null;
        return [text.compareDocumentPosition(comments) & Node.DOCUMENT_POSITION_FOLLOWING, inCard];
      })()`);
      expect(order).to.deep.equal([4, false]);
      await at().write("Said now");
      await at().post();
      await at().page.waitForSelector(".an-new >> text=Said now");
      expect(await at().published()).to.equal(2);
    });
  }

  it("leaves no trace in the page's script, asks under the strictest rules, and comes once", async () => {
    const { node, page } = at();
    at().policy = [
      "default-src 'none'",
      `script-src ${node.url}`,
      `connect-src ${node.url}`,
      `img-src ${node.url} data:`,
      "require-trusted-types-for 'script'",
      "trusted-types antiphon",
    ].join("; ");
    at().body = () => shapes.Casper;
    await page.goto(`${at().home}post`);
    const before = await page.evaluate("Object.keys(window).sort()");
    ghost(`${shapes.Casper}<script async src="${node.url}/ghost.js"></script>`);
    await at().open();
    expect(await element().count()).to.equal(1);
    expect(await page.evaluate("Object.keys(window).sort()")).to.deep.equal(before);
    expect(at().errors).to.deep.equal([]);
  });

  it("stays away from lists and, unless they are wanted, from pages", async () => {
    for (const classes of ["home-template", "tag-template tag-news", "author-template author-ada", "paged", ""]) {
      ghost(shapes.Casper, { classes });
      expect(await isPlaced(), classes).to.equal(false);
    }
    ghost(shapes.Casper, { classes: "page-template page-about" });
    expect(await isPlaced("about")).to.equal(false);
    ghost(shapes.Casper, { classes: "page-template page-about", attributes: "data-pages" });
    expect(await isPlaced("about")).to.equal(true);
  });

  it("stays away from previews of drafts, which Ghost shows to whoever has the link", async () => {
    ghost(shapes.Source, {
      head: '<link rel="canonical" href="/404/"><meta name="robots" content="noindex,nofollow">',
    });
    expect(await isPlaced("p/0a1b2c3d-0000-4000-8000-000000000001/")).to.equal(false);
  });

  describe("below a post for members", () => {
    const wall = '<aside class="gh-post-upgrade-cta"><h2>For subscribers only</h2></aside>';
    const walled = shapes.Source.replace("</section>", `${wall}</section>`);
    const account = '<a href="#/portal/account" data-portal="account">Account</a>';

    it("shows nothing to whoever may not read it", async () => {
      ghost(walled);
      expect(await isPlaced()).to.equal(false);
      ghost(walled, { attributes: "data-members" });
      expect(await isPlaced()).to.equal(false);
    });

    /** Who has the cookie reads it; strangers meet the wall. */
    async function asMember(seenByStrangers: string) {
      const asked: string[] = [];
      await at().page.route(`${at().home}post`, async (route) => {
        const isPage = route.request().resourceType() === "document";
        asked.push(route.request().resourceType());
        ghost(isPage ? `${account}${shapes.Source}` : seenByStrangers);
        await route.continue();
      });
      return asked;
    }

    it("shows nothing to members either, as what is said is open to everybody", async () => {
      const asked = await asMember(walled);
      expect(await isPlaced()).to.equal(false);
      expect(asked).to.deep.equal(["document", "fetch"]);
    });

    it("shows members the comments of a post that is for everybody", async () => {
      const asked = await asMember(shapes.Source);
      expect(await isPlaced()).to.equal(true);
      expect(asked).to.deep.equal(["document", "fetch"]);
    });

    it("shows members all where the owner wants that, and asks nothing about it", async () => {
      ghost(`${account}${shapes.Source}`, { attributes: "data-members" });
      expect(await isPlaced()).to.equal(true);
    });
  });

  it("goes by the canonical address, and by the page's own where that leads to another site", async () => {
    await at().seed("a", "Said at the post");
    ghost(shapes.Source);
    await at().open("post?ref=newsletter");
    expect(await at().page.isVisible("text=Said at the post")).to.equal(true);
    ghost(shapes.Source, { head: '<link rel="canonical" href="https://elsewhere.example/first-published-here/">' });
    await at().open("post?ref=newsletter");
    expect(await at().page.isVisible("text=Said at the post")).to.equal(true);
  });

  it("leaves a theme alone that has the partial", async () => {
    ghost(`${shapes.Source}<antiphon-comments></antiphon-comments>`);
    expect(await isPlaced()).to.equal(true);
    expect(await element().count()).to.equal(1);
    expect(await at().page.locator("antiphon-comments[node]").count()).to.equal(0);
  });
});
