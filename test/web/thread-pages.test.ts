import { expect } from "chai";
import { createTongues } from "../../src/i18n/tongues.ts";
import { createOpenThread } from "../../src/usecases/publish/open-thread.ts";
import { createLinks } from "../../src/web/links.ts";
import { plainly } from "../../src/web/page-query.ts";
import { createSiteList } from "../../src/web/site-list.ts";
import { createThreadPages } from "../../src/web/thread-pages.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { createTestWorld, postUrl } from "../helpers/web.ts";

describe("pages of threads in memory", () => {
  it("are found again by the address asked for, unless that was made to fill the memory", async () => {
    const { world, store } = await createTestWorld();
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    const tongue = { words: createTongues("en").english, links: createLinks("https://node.example", world.secrets) };
    const pages = createThreadPages(world, {
      openThread: createOpenThread(world),
      sites: createSiteList(world),
      tongue: () => tongue,
      render: async () => ({ html: "<p>Here it is.</p>", missing: false }),
      build: "test",
      csp: { page: "", fragment: "" },
    });
    const usual = `/fragment?url=${encodeURIComponent(postUrl)}`;
    const padded = `${usual}&x=${"y".repeat(2_000)}`;
    for (const address of [usual, padded])
      await pages.read("fragment", address, () => ({ address: postUrl, lang: "", asked: plainly }));
    expect(pages.fresh(usual)?.form(null).body.toString()).to.equal("<p>Here it is.</p>");
    expect(pages.fresh(padded)).to.equal(null);
    await store.close();
  });
});
