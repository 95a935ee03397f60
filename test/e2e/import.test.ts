import { writeFileSync } from "node:fs";
import { expect } from "chai";
import type { Terminal } from "../../src/cli/node.ts";
import { run } from "../../src/cli/program.ts";
import { createExporters } from "../../src/compose/exporters.ts";
import { importers } from "../../src/compose/importers.ts";
import { createStoreTools } from "../../src/compose/stores.ts";
import { compose } from "../../src/compose.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { disqusXml } from "../helpers/disqus-xml.ts";
import { freePort } from "../helpers/free-port.ts";
import { createFolder, writeIssoDb } from "../helpers/isso-db.ts";
import { onEveryStore } from "../helpers/stores.ts";

const home = "http://blog.example/";
const post = `${home}post/`;

/** Payloads as they lie in databases that an older Isso filled: names and websites were not always escaped. */
const hostile = {
  author: '"><img src=x onerror=alert(1)>',
  website: "javascript:alert(1)//http://x.example",
  text: "<p onmouseover=alert(1)>Hi<svg onload=alert(1)></p><a href=javascript:alert(1)>x</a>",
};

onEveryStore("arriving from Isso while the node runs", (kind) => {
  const folder = createFolder();
  const clock = createTestClock();
  let node: TestNode;
  let env: Record<string, string>;
  const said: string[] = [];
  const files: Record<string, string> = {};

  before(async () => {
    env = { ...kind.env(), ANTIPHON_SITE: home, ANTIPHON_URL: `http://localhost:${await freePort()}` };
    node = await startNode(clock, env);
  });
  after(async () => {
    await node.close();
    folder.clear();
  });

  /** The command as an operator calls it: a composition of its own, on the store of the node that serves. */
  function antiphon(...args: string[]): Promise<number> {
    const terminal: Terminal = {
      env: { ...env, ANTIPHON_LOG: "silent" },
      readFile: async (name) => files[name] ?? null,
      save: () => Promise.reject(new Error("Nothing is exported.")),
      out: (line) => void said.push(line),
      err: (line) => void said.push(line),
      stopRequested: () => new Promise(() => undefined),
      freeBytes: async () => null,
      fetch: () => Promise.reject(new Error("Nothing is asked for outside.")),
    };
    return run(args, {
      terminal,
      compose,
      stores: createStoreTools(),
      importers,
      exporters: createExporters(),
      version: "test",
    });
  }

  it("shows a tree with its old numbers on a page that was never fetched", async () => {
    const before = await node.page(post);
    expect(before).to.not.contain("First, from Isso");
    const file = await writeIssoDb(folder.file("comments.db"), {
      titles: { "/post/": "The post" },
      comments: [
        { id: 7, text: "First, *from Isso*", author: "Tom &amp; Jerry", website: "https://tom.example/", likes: 2 },
        { id: 9, parent: 7, text: "An answer" },
        { id: 12, parent: 9, mode: 4, text: "", author: null },
        { id: 13, parent: 12, text: "Below what was deleted" },
        { id: 14, mode: 2, text: "Not yet to be seen" },
        { id: 15, ...hostile },
      ],
    });
    expect(await antiphon("import", "isso", file), said.join("\n")).to.equal(0);
    const page = await node.page(post);
    expect(page).to.contain("<em>from Isso</em>").and.to.contain("Tom &amp; Jerry").and.to.contain("The post");
    expect(page).to.not.contain("Not yet to be seen");
    const anchors = [...page.matchAll(/id="comment-(\d+)"/g)].map(([, number]) => Number(number));
    expect(anchors).to.deep.equal([7, 9, 12, 13, 15]);
    expect(page).to.not.match(/<(img|svg)[^>]*on\w+=|href="?javascript:/i);
    expect(page).to.contain("&lt;img src=x onerror=alert(1)&gt;");
  });

  it("takes answers below imported comments, under numbers that nobody had", async () => {
    const { status } = await node.post(post, { text: "A new answer", parent: "9" });
    expect(status).to.equal(303);
    const answer = await node.find("A new answer");
    expect(answer.number).to.be.greaterThan(15);
    expect(answer.path).to.have.length(2);
  });

  it("changes nothing the second time", async () => {
    await settle(node);
    const before = await node.page(post);
    expect(await antiphon("import", "isso", folder.file("comments.db"))).to.equal(0);
    expect(said).to.include("6 comments were here already.");
    expect(await node.page(post)).to.equal(before);
  });

  it("adds what an export of Disqus holds, from where the blog was before", async () => {
    const file = folder.file("export.xml");
    const link = "http://old.example/2012/post/";
    const posts = [
      { id: "31", message: "<p>From Disqus<script>alert(1)</script></p>", createdAt: "2012-01-01T00:00:00Z" },
      { id: "32", parent: "31", message: "<p>Buy cheap</p>", isSpam: true },
      { id: "33", parent: "32", message: "<p>Below what was spam</p>" },
    ];
    writeFileSync(file, disqusXml([{ id: "1", link }], posts));
    files["moved.txt"] = `${link} ${post}\n`;
    expect(await antiphon("import", "disqus", file, "--map", "moved.txt"), said.join("\n")).to.equal(0);
    const texts = await node.texts(post);
    expect(texts[0]).to.equal("From Disqus");
    expect(texts).to.include("Below what was spam").and.not.include("Buy cheap");
  });

  it("owes nobody a mail or a word to the fediverse", async () => {
    const kinds = new Set((await node.store.docs.jobs.find({}).toArray()).map(({ kind }) => kind));
    expect([...kinds].filter((kind) => !["check-page", "poll"].includes(kind))).to.deep.equal([]);
    const imported = await node.store.docs.comments.find({ origin: "import" }).toArray();
    expect(imported).to.have.length(9);
    expect(imported.flatMap(({ owed }) => owed)).to.deep.equal([]);
  });

  it("does not double what an Isso took over from Disqus, on a machine that went by another time", async () => {
    const isso = await writeIssoDb(folder.file("taken-over.db"), {
      titles: { "/taken-over/": "Taken over" },
      comments: [
        // 2012-03-04 05:06:07 in UTC, read as the time of Paris.
        { id: 701, uri: "/taken-over/", created: 1_330_833_967, text: "<p>From <b>Disqus</b></p>", author: "Anna" },
        { id: 702, uri: "/taken-over/", parent: 701, created: 1_400_000_000, text: "Said on Isso" },
      ],
    });
    expect(await antiphon("import", "isso", isso), said.join("\n")).to.equal(0);
    const link = `${home}taken-over/`;
    const posts = [
      { id: "71", message: "<p>From <b>Disqus</b></p>\n", createdAt: "2012-03-04T05:06:07Z" },
      { id: "72", parent: "71", message: "<p>An answer that Isso lost</p>", createdAt: "2012-03-05T00:00:00Z" },
    ];
    const file = folder.file("again.xml");
    writeFileSync(file, disqusXml([{ id: "1", link }], posts));
    said.length = 0;
    expect(await antiphon("import", "disqus", file), said.join("\n")).to.equal(0);
    expect(said.join("\n")).to.contain("comments that another import brought already");
    const texts = ["From Disqus", "An answer that Isso lost", "Said on Isso"];
    expect(await node.texts(link)).to.deep.equal(texts);
    expect(await antiphon("import", "disqus", file)).to.equal(0);
    expect(await node.texts(link)).to.deep.equal(texts);
  });
});
