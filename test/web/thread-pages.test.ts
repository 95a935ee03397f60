import { expect } from "chai";
import { createTongues } from "../../src/i18n/tongues.ts";
import { createFindThread } from "../../src/usecases/publish/find-thread.ts";
import { createOpenThread } from "../../src/usecases/publish/open-thread.ts";
import { createLinks } from "../../src/web/links.ts";
import { plainly } from "../../src/web/page-query.ts";
import { createSiteList } from "../../src/web/site-list.ts";
import { createThreadPages } from "../../src/web/thread-pages.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { createTestWorld, postUrl } from "../helpers/web.ts";
import { caught } from "../net/caught.ts";

describe("pages of threads in memory", () => {
  /** The pages of a blog with one thread, each read as a fragment; `opened` are the addresses that were looked at. */
  async function somePages() {
    const { world, store } = await createTestWorld();
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    const tongue = { words: createTongues("en").english, links: createLinks("https://node.example", world.secrets) };
    const sites = createSiteList(world);
    const openThread = createOpenThread(world);
    const opened: string[] = [];
    const pages = createThreadPages(world, {
      openThread(address, how) {
        opened.push(String(address));
        return openThread(address, how);
      },
      findThread: createFindThread({ threads: world.threads, sites }),
      sites,
      tongue: () => tongue,
      render: async () => ({ html: "<p>Here it is.</p>", missing: false }),
      build: "test",
      transport: null,
      csp: { page: "", fragment: "", built: "" },
    });
    const fragment = (address: string) => `/fragment?url=${encodeURIComponent(address)}`;
    const read = (address: string, requestUrl = fragment(address)) =>
      pages.read("fragment", requestUrl, () => ({ address, lang: "", asked: plainly }));
    return { world, pages, opened, fragment, read, close: () => store.close() };
  }

  it("are found again by the address asked for, unless that was made to fill the memory", async () => {
    const { pages, fragment, read, close } = await somePages();
    const usual = fragment(postUrl);
    const padded = `${usual}&x=${"y".repeat(2_000)}`;
    for (const address of [usual, padded]) await read(postUrl, address);
    expect(pages.fresh(usual)?.form(null).body.toString()).to.equal("<p>Here it is.</p>");
    expect(pages.fresh(padded)).to.equal(null);
    await close();
  });

  it("have the blog's page looked at where there is no thread yet, and are else read without", async () => {
    const { opened, read, close } = await somePages();
    await read(postUrl);
    expect(opened).to.deep.equal([]);
    const answer = await read("https://blog.example/new");
    expect([answer.shared["Cache-Control"], opened]).to.deep.equal(["no-store", ["https://blog.example/new"]]);
    await close();
  });

  it("are those of a blog that another node has only just added, and of none else", async () => {
    const { world, read, close } = await somePages();
    await read(postUrl);
    const address = "https://other.example/post";
    await caught("not-found", read(address));
    await world.sites.add({ ...aSite(), _id: "other", home: "https://other.example/", handle: "other" });
    expect((await read(address)).status).to.equal(200);
    await close();
  });
});
