import { expect } from "chai";
import { describeEmbed, type EmbedBlog } from "../../helpers/embed-blog.ts";

/** A page that is longer than the window, with something below the comments. */
const long = (script: string) => `<article style="height:1500px">Words.</article>${script}<footer>Foot</footer>`;
/** What docs/integrations/embed.md gives to pages on which the comments are in sight at once. */
const reserve =
  "<style>antiphon-comments:not(:defined),antiphon-comments:empty{display:block;min-height:100vh}</style>";

describeEmbed("reading comments on a blog", (at) => {
  it("takes the script and one request, and no more before the form comes near", async () => {
    const { node, page, seed, home } = at();
    at().body = long;
    await seed("a", "First");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${home}post`);
    await page.waitForSelector(".an-comment", { state: "attached" });
    const there = asked
      .filter((url) => !url.startsWith(home))
      .map((url) => url.replace(node.url, "").replace(/\?.*/, ""));
    expect(there).to.deep.equal(["/embed.js", "/fragment"]);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.an-comment')).display")).to.equal("grid");
    await Promise.all([
      page.waitForRequest((request) => request.url().startsWith(`${node.url}/write.js?v=`)),
      page.locator(".an-form").scrollIntoViewIfNeeded(),
    ]);
  });

  it("keeps nothing in the browser and asks nobody else", async () => {
    const { context, node, page, home, open, seed } = at();
    at().body = long;
    for (const id of ["a", "b", "c"]) await seed(id, "Some words");
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (![home, `${node.url}/`].some((origin) => request.url().startsWith(origin)) && request.url() !== "about:blank")
        foreign.push(request.url());
    });
    await page.addInitScript(`
      window.written = [];
      for (const storage of ["localStorage", "sessionStorage"])
        for (const name of ["setItem", "removeItem"]) {
          const real = Storage.prototype[name];
          Storage.prototype[name] = function (key, value) { window.written.push(name + " " + key + " " + value); return real.call(this, key, value); };
        }`);
    await open();
    await page.locator(".an-form").scrollIntoViewIfNeeded();
    await page.waitForFunction(
      "performance.getEntriesByType('resource').some(({ name }) => name.includes('/write.js'))",
    );
    await page.evaluate("new Promise((done) => requestIdleCallback(done))");
    expect(
      await page.evaluate("[window.written, localStorage.length, sessionStorage.length, document.cookie]"),
    ).to.deep.equal([[], 0, 0, ""]);
    expect(await context.cookies()).to.deep.equal([]);
    expect(foreign).to.deep.equal([]);
  });

  it("moves nothing that a reader sees, neither below a long post nor in sight at once", async () => {
    const { page, open, seed } = at();
    await page.addInitScript(`
      window.shifted = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
        .observe({ type: "layout-shift", buffered: true });`);
    const settled = async () => {
      await page.waitForSelector(".an-form", { state: "attached" });
      await page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))",
      );
      return page.evaluate("window.shifted");
    };
    for (const id of ["a", "b", "c", "d", "e", "f"]) await seed(id, "Some words that stay where they are.");
    at().body = long;
    await open();
    await page.evaluate("scrollTo(0, document.body.scrollHeight)");
    expect(await settled(), "below a long post").to.equal(0);
    at().body = (script) =>
      `${reserve}<p>Words.</p><antiphon-comments></antiphon-comments>${script}<footer>Foot</footer>`;
    await open();
    expect(await settled(), "in sight").to.equal(0);
    await open("empty");
    expect(await settled(), "in sight and empty").to.equal(0);
  });

  it("works on a blog whose own rules let nothing in but the node's files, Trusted Types among them", async () => {
    const { node, page, open, seed, answer, write, post } = at();
    const from = ["script-src", "connect-src", "img-src"].map((rule) => `${rule} ${node.url}`).join("; ");
    at().policy = `default-src 'none'; ${from}; require-trusted-types-for 'script'; trusted-types antiphon`;
    await page.addInitScript(`window.refused = [];
      addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective + " " + event.blockedURI));`);
    const parent = await seed("a", "Under strict rules");
    await open();
    expect(await page.evaluate("getComputedStyle(document.querySelector('.an-comment')).display")).to.equal("grid");
    await answer(parent);
    await write("Still *works*");
    expect(await page.evaluate("getComputedStyle(document.querySelector('.an-toolbar')).display")).to.equal("flex");
    await page.click("text=Preview");
    await page.waitForSelector(".an-preview em");
    await post();
    await page.waitForSelector(".an-new em");
    await page.click(".an-edit");
    await page.fill(".an-editing textarea", "Works still");
    await page.click("text=Save");
    await page.waitForSelector("text=edited");
    expect(await page.evaluate("window.refused")).to.deep.equal([]);
  });

  it("leaves no name behind in the page, however the script comes", async () => {
    const { page, open, node } = at();
    const tags = [
      `<script src="${node.url}/embed.js"></script>`,
      `<script src="${node.url}/embed.js" defer></script>`,
      `<script src="${node.url}/embed.js" type="module"></script>`,
      `<antiphon-comments node="${node.url}"></antiphon-comments><script type="module">import "${node.url}/embed.js";</script>`,
      `<script src="${node.url}/embed.js" async></script><script src="${node.url}/embed.js?again" async></script>`,
    ];
    for (const tag of tags) {
      at().body = () => `<body>${tag}`;
      await open();
      expect(await page.locator("antiphon-comments").count(), tag).to.equal(1);
    }
    const names = await page.evaluate("Object.keys(window).filter((name) => /antiphon|^an[-_A-Z]|embed/i.test(name))");
    expect(names).to.deep.equal([]);
  });

  it("shows several threads on a page, each with a form of its own, and in a shadow tree", async () => {
    const { page, home, seed, open, published } = at();
    await seed("a", "On the first", { slug: "one" });
    await seed("b", "On the second", { slug: "two" });
    at().body = (script) => `${script}
      <antiphon-comments url="${home}one"></antiphon-comments><antiphon-comments url="${home}two"></antiphon-comments><div id="host"></div>`;
    await open("list");
    await page.waitForFunction("document.querySelectorAll('.an-form[data-number]').length === 2");
    expect(await page.locator(".an-text").allTextContents()).to.deep.equal(["On the first", "On the second"]);
    const second = page.locator("antiphon-comments").nth(1);
    await second.locator("textarea").fill("To the second");
    await second.locator("text=Post comment").click();
    await page.waitForSelector(".an-new");
    expect([await published("one"), await published("two")]).to.deep.equal([1, 2]);

    await page.evaluate(
      `document.querySelector("#host").attachShadow({ mode: "open" }).innerHTML = '<antiphon-comments url="${home}one"></antiphon-comments>'`,
    );
    await page.waitForSelector("#host .an-comment");
    expect(await page.evaluate("getComputedStyle(host.shadowRoot.querySelector('.an-comment')).display")).to.equal(
      "grid",
    );
  });

  it("follows the routes of a page that never loads anew", async () => {
    const { page, home, seed, open, answer } = at();
    const first = await seed("a", "On the first", { slug: "one" });
    await seed("b", "On the second", { slug: "two" });
    at().body = (script) =>
      `<main id="app"><antiphon-comments url="${home}one"></antiphon-comments></main><aside id="other"></aside>${script}`;
    await open("one");
    const texts = () => page.locator(".an-text").allTextContents();
    await page.evaluate(`document.querySelector("antiphon-comments").setAttribute("url", "${home}two")`);
    await page.waitForSelector("text=On the second");
    expect(await texts()).to.deep.equal(["On the second"]);

    let asked = 0;
    page.on("request", (request) => (asked += request.url().includes("/fragment") ? 1 : 0));
    await page.evaluate("other.append(document.querySelector('antiphon-comments'))");
    await page.evaluate("new Promise((done) => setTimeout(done, 0))");
    expect([await texts(), asked]).to.deep.equal([["On the second"], 0]);

    await page.evaluate(
      `{ const gone = document.querySelector("antiphon-comments"); gone.remove(); window.gone = gone; }`,
    );
    await page.evaluate(`app.innerHTML = '<antiphon-comments url="${home}one"></antiphon-comments>'`);
    await page.waitForSelector("text=On the first");
    await page.evaluate("window.gone.setAttribute('url', location.href)");
    await answer(first);
    expect(await page.evaluate("document.activeElement.tagName")).to.equal("TEXTAREA");
    expect(asked).to.equal(1);
  });

  it("takes a thread that came with the page, and asks for none", async () => {
    const { node, page, home, seed, open, answer } = at();
    const inlined = await seed("a", "Inlined");
    const html = await (await node.get(`/fragment?url=${encodeURIComponent(`${home}post`)}`)).text();
    at().body = (script) =>
      `<link rel="stylesheet" href="${node.url}/embed.css"><antiphon-comments>${html}</antiphon-comments>${script}`;
    let asked = 0;
    page.on("request", (request) => (asked += request.url().includes("/fragment") ? 1 : 0));
    await open();
    await answer(inlined);
    expect(await page.evaluate("document.activeElement.tagName")).to.equal("TEXTAREA");
    expect(asked).to.equal(0);
    const styled =
      "[...document.adoptedStyleSheets].flatMap(({ cssRules }) => [...cssRules]).map((rule) => rule.selectorText)";
    expect(await page.evaluate(styled), "the page's own link").not.to.include(".an-face");
  });
});

describeEmbed("a blog whose comments cannot be shown", (at) => {
  const read = async ({ page, home }: EmbedBlog, wait: string) => {
    await page.goto(`${home}post`);
    await page.waitForSelector(wait);
  };

  it("says what is wrong where the blog is not configured, also in the console", async () => {
    const { node, page, home, errors } = at();
    await node.world.sites.set("site", { home: "https://somewhere-else.example/" });
    node.clock.advance(250);
    await read(at(), ".an-problem");
    expect(await page.locator(".an-problem").textContent())
      .to.contain(home.slice(0, -1))
      .and.contain("ANTIPHON_SITE");
    expect(errors.join()).to.contain("Antiphon:").and.contain("ANTIPHON_SITE");
  });

  it("names the origin in the console when pages of another one show a blog's comments", async () => {
    const { node, page, home, errors } = at();
    const elsewhere = home.replace("localhost", "127.0.0.1");
    at().body = (script) => `<antiphon-comments url="${home}post"></antiphon-comments>${script}`;
    await page.goto(`${elsewhere}post`);
    await page.waitForSelector(`a[href^="${node.url}/thread?url="]`);
    await page.waitForFunction(
      "performance.getEntriesByType('resource').some(({ name }) => name.includes('/write.js'))",
    );
    await page.evaluate("new Promise((done) => setTimeout(done, 50))");
    expect(errors.join()).to.contain(elsewhere.slice(0, -1)).and.contain("add it to ANTIPHON_SITE");
  });

  it("links to the thread's own page when the node is away, or leaves the blog's own link", async () => {
    const { node, page, home } = at();
    await page.route(`${node.url}/fragment*`, (route) => route.abort());
    await read(at(), "antiphon-comments a");
    expect(await page.getAttribute("antiphon-comments a", "href")).to.equal(
      `${node.url}/thread?url=${encodeURIComponent(`${home}post`)}`,
    );
    at().body = (script) =>
      `<antiphon-comments><a href="${node.url}/thread?url=x">Kommentare</a></antiphon-comments>${script}`;
    await page.goto("about:blank");
    const failed = page.waitForEvent("requestfailed");
    await page.goto(`${home}post`);
    await failed;
    expect(await page.locator("antiphon-comments").textContent()).to.equal("Kommentare");
  });

  it("shows a closed thread without a form", async () => {
    const { node, page, home, seed } = at();
    const comment = await seed("a", "From before");
    const thread = await node.world.threads.get(comment.thread);
    if (thread) await node.world.threads.change(thread, { announcement: "withdrawn" });
    await node.world.threads.raise(comment.thread, await node.world.comments.counts(comment.thread));
    node.clock.advance(250);
    await page.goto(`${home}post`);
    await page.waitForSelector("text=Comments on this page are closed.");
    expect(await page.locator("form[data-number]").count()).to.equal(0);
  });
});
