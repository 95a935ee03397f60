import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { createExporters } from "../../../src/compose/exporters.ts";
import { importers } from "../../../src/compose/importers.ts";
import { owner } from "../../../src/domain/moderator.ts";
import { createUploads } from "../../../src/runtime/uploads.ts";
import { createPeople } from "../../../src/usecases/door/people.ts";
import { createBlock } from "../../../src/usecases/moderate/block.ts";
import { permits } from "../../../src/web/admin/permits.ts";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { mira } from "../../helpers/comment.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { aBackupDesk, aMailDesk, noHooks } from "../../helpers/owners-tools.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { reachByTab, smallTargets } from "../../helpers/two-hands.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

const far = encodeURIComponent(mira.id);

/** Where each page of the owner's is seen, with something on it; `:import` is the import that was begun. */
const seenAt: Readonly<Record<string, readonly string[]>> = {
  "GET /": ["", "?tab=published", "?tab=reported", "?tab=spam", "?tab=removed"],
  "GET /comments/:id": ["comments/waits", "comments/shown"],
  "GET /commenters": ["commenters", "commenters?kind=servers"],
  "GET /commenter": [`commenter?actor=${far}`, "commenter?visitor=hash-anna"],
  "GET /commenter/erase": [`commenter/erase?actor=${far}`],
  "GET /server": ["server?host=far.example"],
  "GET /blocks": ["blocks"],
  "GET /blocks/rule": ["blocks/rule?id=host%3Abad.example"],
  "GET /blocks/about/:comment": ["blocks/about/waits"],
  "GET /blocks/lists": ["blocks/lists"],
  "GET /posts": ["posts"],
  "GET /posts/withdraw": ["posts/withdraw?thread=announced"],
  "GET /dry-run": ["dry-run", "dry-run?word=hello&try=yes"],
  "GET /settings": ["settings"],
  "GET /blogs": ["blogs"],
  "GET /blogs/:site/remove": ["blogs/site/remove"],
  "GET /settings/:site": ["settings/site"],
  "GET /settings/:site/push": ["settings/site/push"],
  "GET /threads": ["threads"],
  "GET /threads/thread": ["threads/thread?id=thread"],
  "GET /threads/act": ["threads/act?do=merge&thread=thread", "threads/act?do=rename&thread=thread"],
  "GET /threads/remap": ["threads/remap?site=site"],
  "GET /log": ["log?thread=thread"],
  "GET /audit": ["audit"],
  "GET /deliveries": ["deliveries"],
  "GET /mail": ["mail"],
  "GET /webhooks": ["webhooks"],
  "GET /import": ["import"],
  "GET /import/:id": [":import"],
  "GET /export": ["export"],
  "GET /backups": ["backups"],
  "GET /people": ["people"],
  "GET /tokens": ["tokens"],
  "GET /you": ["you"],
};

/** These hand out a file. */
const files = ["GET /commenter/export", "GET /blocks/export", "GET /import/:id/report"];

/** Every page of the owner's, by both hands: reached and seen by the keyboard alone, and wide enough for a thumb. */
describeInBrowser("each page of the owner’s, in a browser", (browser) => {
  let node: WebNode;
  let folder: string;
  let run: string;
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "antiphon-pages-"));
    const uploads = createUploads({ store: `sqlite:${folder}/antiphon.db`, importBytes: 1_000_000 });
    node = await startWebNode({
      settings: { clientDir: await buildClient() },
      carrying: { importers, exporters: createExporters(), uploads, poke: () => undefined },
      backups: aBackupDesk(),
      mailDesk: aMailDesk(),
      hookTools: noHooks,
      publishes: true,
      bend: (world) => ({ ...world, mails: { ...world.mails, on: true } }),
    });
    run = await fill(node);
    ({ context, page } = await enterAsOwner(browser(), node));
  });
  beforeEach(() => page?.setViewportSize({ width: 1000, height: 800 }));
  after(async () => {
    await context?.close();
    await node?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("stands in the table of this test", () => {
    const pages = permits
      .map(({ route }) => route)
      .filter((route) => route.startsWith("GET ") && !files.includes(route));
    expect(Object.keys(seenAt)).to.have.members(pages);
  });

  for (const address of Object.values(seenAt).flat())
    it(`is for both hands, and without barriers, at /admin/${address}`, async () => {
      const answer = await page.goto(`${node.url}/admin/${address.replace(":import", run)}`);
      expect([answer?.status(), new URL(page.url()).pathname.split("/")[1]]).to.deep.equal([200, "admin"]);
      await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true");
      const { stops, ...missed } = await reachByTab(page);
      expect(missed).to.deep.equal({ unreached: [], unseen: [] });
      expect(stops, "places that Tab stops at").to.be.at.least(5);
      // It leaves the page on a phone, in the dark.
      expect(await findBarriersInEveryLook(page)).to.deep.equal([]);
      expect(await smallTargets(page)).to.deep.equal([]);
    });
});

/** Leaves something on every page; returns the path of an import below `/admin/`. */
async function fill(node: WebNode): Promise<string> {
  const { world, clock } = node;
  await world.sites.add(aSite({ _id: "second", home: "https://second.example/", name: "A second blog" }));
  await world.sites.set("site", { writers: [{ id: mira.id, handle: mira.handle }] });
  await world.threads.add(
    aThread({ _id: "announced", url: "https://blog.example/announced", noteId: "note2", announcedAt: clock.now() }),
  );
  await node.put({ _id: "waits", state: "held", heldFor: [{ check: "links", sentence: "It has 4 links." }] });
  await node.put({ _id: "shown", author: mira, origin: "fediverse" });
  await node.put({ _id: "sorted", state: "spam" });
  await node.put({ _id: "gone", state: "removed" });
  await createBlock(world)({ kind: "host", value: "bad.example" }, owner, { note: "It sends nothing but spam." });
  await createPeople(world).invite({ name: "Mo", grants: [{ site: "site", role: "moderator" }] }, owner);
  const { cookie, csrf } = await node.signIn();
  const reported = await node.post("/comments/2/report", { reason: "spam", words: "Look at this." });
  expect(reported.status).to.be.below(400);
  const form = new FormData();
  form.set("csrf", csrf);
  form.set("file", new Blob(["{}"]), "export.json");
  const headers = { cookie, origin: node.url, accept: "text/html" };
  const sent = await fetch(`${node.url}/admin/import/file`, {
    method: "POST",
    body: form,
    headers,
    redirect: "manual",
  });
  return (sent.headers.get("location") ?? "").replace("/admin/", "");
}
