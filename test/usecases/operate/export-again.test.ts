import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { pageKey } from "../../../src/domain/address.ts";
import { drawnFace } from "../../../src/domain/face.ts";
import { owner } from "../../../src/domain/moderator.ts";
import type { Site } from "../../../src/domain/site.ts";
import { isApart } from "../../../src/domain/thread.ts";
import { antiphonExporter } from "../../../src/exporters/antiphon.ts";
import { anyLine } from "../../../src/importers/antiphon-lines.ts";
import { noMap } from "../../../src/usecases/operate/address-map.ts";
import { createExportContent } from "../../../src/usecases/operate/export-content.ts";
import { createImportComments } from "../../../src/usecases/operate/import-comments.ts";
import { schemaFile, schemaText } from "../../../tools/export-schema.ts";
import { importerOf } from "../../helpers/importer-of.ts";
import { createFolder } from "../../helpers/isso-db.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";
import { anyThread, fill, type GivenThread, plainThread } from "./grown-threads.ts";

type Node = Awaited<ReturnType<typeof createTestWorld>>;

/** A node with one blog, its secret unlike that of any other, so that what depends on it shows. */
async function aNode(name: string, site: Partial<Site> = {}): Promise<Node & { site: Site }> {
  const node = await createTestWorld();
  const { sign } = node.world.secrets;
  Object.assign(node.world.secrets, {
    sign: (purpose: string, text: string) => createHmac("sha256", name).update(sign(purpose, text)).digest("base64url"),
  });
  const blog = aSite({ _id: `site-${name}`, ...site });
  await node.world.sites.add(blog);
  return { ...node, site: blog };
}

async function exportOf({ world }: Node, isPublic = false): Promise<string> {
  const { chunks } = await createExportContent(world)(antiphonExporter, { site: null, isPublic, by: owner });
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

describe("taking everything along and bringing it back", () => {
  const folder = createFolder();
  after(() => folder.clear());
  let files = 0;

  async function bring(text: string | Buffer, { world, site }: Node & { site: Site }, dryRun = false) {
    const file = folder.file(`${++files}.ndjson`);
    writeFileSync(file, text);
    const source = await importerOf("antiphon").open(file, { site: site._id, values: {} });
    const options = { site, map: noMap, check: false, dryRun, onProgress: () => undefined };
    const report = await createImportComments(world)(source, options);
    await world.debts.settled();
    return report;
  }

  it("is the same after export, import and export, whatever there was", async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.array(anyThread, { maxLength: 3 }), async (threads) => {
        const [one, other] = [await aNode("one"), await aNode("other")];
        try {
          await fill(one, threads as GivenThread[]);
          const first = await exportOf(one);
          const report = await bring(first, other);
          expect(report.lost, JSON.stringify(report.notes)).to.equal(false);
          expect((await exportOf(other)).split("\n")).to.deep.equal(first.split("\n"));
          for (const line of first.trim().split("\n")) anyLine.parse(JSON.parse(line));
          expect(await bring(first, other)).to.deep.include({ updated: 0, lost: false });
          expect(await exportOf(other)).to.equal(first);
        } finally {
          await Promise.all([one.store.close(), other.store.close()]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps that a post was withdrawn, and that visitors' comments stay, and tells nobody", async () => {
    const [one, other] = [await aNode("one"), await aNode("other")];
    try {
      await fill(one, [{ ...plainThread, guestsStay: true, announcement: "withdrawn" }]);
      await bring(await exportOf(one), other);
      const thread = await other.world.threads.byKey(other.site._id, pageKey("https://blog.example/post-0"));
      expect(thread).to.deep.include({ announcement: "withdrawn", guestsStay: true, owed: [] });
      expect(other.told).to.deep.equal([]);
    } finally {
      await Promise.all([one.store.close(), other.store.close()]);
    }
  });

  it("keeps posts for members off the fediverse, also where the thread is there, unless its blog or its followers know more", async () => {
    const one = await aNode("one");
    try {
      await fill(one, [{ ...plainThread, forMembers: true, announcement: "old" }]);
      const file = await exportOf(one);
      const at = new Date("2020-03-01");
      for (const [given, isKept, isLeft] of [
        [null, true, false],
        [{ announcement: "old" }, true, false],
        [{ announcement: "announced" }, false, true],
        [{ announcement: "old", pushed: { at } }, false, true],
        [{ announcement: "old", pushed: { at, aside: true } }, true, false],
      ] as const) {
        const other = await aNode("other");
        try {
          if (given)
            await other.world.threads.add(
              aThread({ url: "https://blog.example/post-0", site: other.site._id, ...given }),
            );
          for (const again of [false, true]) {
            const { notes } = await bring(file, other);
            const called = `${JSON.stringify(given)} ${again ? "again" : "once"}`;
            expect(
              notes.some(({ reason }) => reason.includes("stay as they are")),
              called,
            ).to.equal(isLeft);
            const thread = await other.world.threads.byKey(other.site._id, pageKey("https://blog.example/post-0"));
            expect(thread && isApart(thread), called).to.equal(isKept);
            expect(other.told, called).to.deep.equal([]);
          }
        } finally {
          await other.store.close();
        }
      }
    } finally {
      await one.store.close();
    }
  });

  it("tells a thread that is there already what nobody decided there, and says what stays as it is", async () => {
    const [one, other] = [await aNode("one"), await aNode("other")];
    const key = pageKey("https://blog.example/post-0");
    try {
      await fill(one, [{ ...plainThread, guestsStay: true, closeAfterDays: 0, reactions: { likes: 3, boosts: 1 } }]);
      const thread = aThread({ url: "https://blog.example/post-0", site: other.site._id, announcement: "old" });
      await other.world.threads.add({ ...thread, levels: { web: "hold" } });
      const reason = "posts whose settings or reactions are others here, and stay as they are";
      for (const dryRun of [true, false, false]) {
        const { notes } = await bring(await exportOf(one), other, dryRun);
        expect(notes).to.deep.equal([
          { outcome: "left", reason, count: 1, examples: ["https://blog.example/post-0"], more: false },
        ]);
        const now = await other.world.threads.byKey(other.site._id, key);
        expect(now?.levels).to.deep.equal({ web: "hold" });
        const settings = { guestsStay: true, closeAfterDays: 0, pinned: ["c1"] };
        const brought = { ...settings, reactions: { likes: 3, boosts: 1 }, announcement: "old" };
        if (dryRun) expect(now).to.not.have.any.keys(...Object.keys(settings));
        else expect(now).to.deep.include(brought);
      }
    } finally {
      await Promise.all([one.store.close(), other.store.close()]);
    }
  });

  it("takes over no hash of a network without a salt, and keeps the face that was drawn from it", async () => {
    const [one, other] = [await aNode("one"), await aNode("other")];
    try {
      const beside = { kind: "visitor" as const, name: "Cy", website: null, email: "cy@example.org", hash: "" };
      const source = { text: "beside a mailbox", type: "text/markdown" as const };
      const comment = { source, author: { ...beside, network: "network-cy" } };
      await fill(one, [{ ...plainThread, comments: [...plainThread.comments, { comment, at: 0, earlier: [] }] }]);
      const file = await exportOf(one);
      expect(file).to.contain("hash-bo").and.contain("network-bo").and.contain("network-cy");
      await bring(file, other);
      expect(await exportOf(other)).to.not.match(/hash-bo|network-bo|network-cy/);
      expect((await other.world.comments.get("c3"))?.author).to.include({ face: await drawnFace("hash-bo Bo") });
      expect((await other.world.comments.get("c4"))?.author).to.include({ email: "cy@example.org" });
    } finally {
      await Promise.all([one.store.close(), other.store.close()]);
    }
  });

  describe("what it does with files that are not as they should be", () => {
    let node: Awaited<ReturnType<typeof aNode>>;
    let first: string;
    beforeEach(async () => {
      node = await aNode("one");
      await fill(node, [plainThread]);
      first = await exportOf(node);
    });
    afterEach(() => node.store.close());

    it("keeps what is private out of a public export, and takes that back as well", async () => {
      expect(first).to.contain("anna@example.org").and.contain("waits").and.contain("before");
      const open = await exportOf(node, true);
      expect(open.split("\n").map((line) => line.slice(0, 60))).to.have.lengthOf(7);
      expect(open).to.not.match(/anna@example\.org|private":\{|hash|waits|before|AQID|network/);
      expect(open).to.contain('"private":false').and.contain('"parent":"c1"').and.contain("answers");
      const other = await aNode("other");
      try {
        expect((await bring(open, other)).lost).to.equal(false);
        expect(await exportOf(other, true)).to.equal(open);
      } finally {
        await other.store.close();
      }
    });

    it("tells of a file that ends in the middle, and takes what is whole", async () => {
      const other = await aNode("other");
      const report = await bring(first.slice(0, first.indexOf("waits")), other);
      await other.store.close();
      expect(report.comments).to.equal(2);
      expect(report.notes.map(({ outcome, reason }) => `${outcome}: ${reason}`)).to.include.members([
        "lost: lines that are none of the format",
        "lost: the file ends in the middle; what comes after that is missing",
      ]);
    });

    it("changes nothing of another blog of the node, whatever the file names", async () => {
      const second = aSite({ _id: "second", home: "https://second.example/", handle: "second" });
      await node.world.sites.add(second);
      const theirs = first.replaceAll("blog.example", "second.example").replaceAll("answers", "taken over");
      const report = await bring(theirs, { ...node, site: second });
      expect(report.notes).to.deep.include.members([
        {
          outcome: "lost",
          reason: "comments that are on another blog of this node already",
          count: 3,
          examples: ["#1", "#2", "#3"],
          more: false,
        },
      ]);
      expect(await node.world.comments.get("c2")).to.deep.include({ site: node.site._id });
      expect((await node.world.comments.get("c2"))?.source.text).to.equal("answers");
    });

    it("takes no address but of the web, and makes all HTML anew", async () => {
      const other = await aNode("other");
      const lines = first.replaceAll('"textType":"text/markdown"', '"textType":"text/html"').split("\n");
      const bad = [
        lines[3]?.replace("https://far.example/1.png", "javascript:alert(1)"),
        lines[4]
          ?.replace("answers", "<img src=x onerror=alert(1)>answers")
          .replace('"html":"', '"html":"<script>x</script>'),
      ];
      const report = await bring([...lines.slice(0, 3), ...bad, ...lines.slice(5)].join("\n"), other);
      expect(report.notes.map(({ reason }) => reason)).to.include("comments that are not as the format has them");
      const { html } = (await other.world.comments.get("c2")) ?? {};
      expect(html)
        .to.contain("answers")
        .and.not.match(/script|onerror/);
      await other.store.close();
    });

    it("says so of a newer format, and of what is none", async () => {
      const problem = (text: string) =>
        bring(text, node).then(
          () => "",
          (error: Error) => error.message,
        );
      expect(await problem(first.replace('"version":1', '"version":2'))).to.contain("written by a newer Antiphon");
      for (const text of ["", "{}", "[1]", first.slice(first.indexOf("\n") + 1)])
        expect(await problem(text), text.slice(0, 20)).to.contain("is no export of Antiphon");
    });
  });

  it("is described by the schema that is published", () => {
    const published: unknown = JSON.parse(readFileSync(schemaFile, "utf8"));
    expect(published, "npx tsx tools/export-schema.ts writes it").to.deep.equal(JSON.parse(schemaText()));
  });
});
