import { writeFileSync } from "node:fs";
import type { ImportSource } from "../../../src/domain/import.ts";
import { noMap } from "../../../src/usecases/operate/address-map.ts";
import { createImportComments } from "../../../src/usecases/operate/import-comments.ts";
import { disqusXml } from "../../helpers/disqus-xml.ts";
import { importerOf } from "../../helpers/importer-of.ts";
import { createFolder, writeIssoDb } from "../../helpers/isso-db.ts";
import type { Vector } from "../vectors/vector.ts";
import { asHtml } from "./as-html.ts";
import { asMarkdown } from "./as-markdown.ts";
import type { Arrived, Door, Place } from "./door.ts";

/** A database of an Isso that escaped nothing, as older ones did not: an attempt in text, name, mailbox, website and title. */
export function issoDatabase(): Door {
  // Numbers above all that the node gave out before, so that the comments keep theirs.
  const first = 50_000;
  const open = (file: string, site: string) => importerOf("isso").open(file, { site, values: { texts: "markdown" } });
  return importing("a database of Isso", open, async (file, { url }, vectors) => {
    const uri = new URL(url).pathname;
    const comments = vectors.map((vector) => ({
      id: first + vector.n,
      uri,
      text: asMarkdown(vector),
      author: vector.text,
      email: vector.text,
      website: vector.speaks === "address" ? vector.text : `https://reader.example/${vector.text}`,
    }));
    await writeIssoDb(file, { titles: { [uri]: vectors[0]?.text ?? "" }, comments });
  });
}

/** An export of Disqus: an attempt in text, name and account. */
export function disqusExport(): Door {
  const open = (file: string, site: string) => importerOf("disqus").open(file, { site, values: {} });
  return importing("an export of Disqus", open, async (file, { url }, vectors) => {
    const posts = vectors.map((vector) => ({
      id: `${vector.n}`,
      message: asHtml(vector, `No. ${vector.n}`).replaceAll("]]>", "]]]]><![CDATA[>"),
      author: `<name><![CDATA[${vector.text.replaceAll("]]>", "")}]]></name><isAnonymous>true</isAnonymous>`,
    }));
    writeFileSync(file, disqusXml([{ id: "1", link: url }], posts));
  });
}

function importing(
  name: string,
  open: (file: string, site: string) => Promise<ImportSource>,
  write: (file: string, place: Place, vectors: readonly Vector[]) => Promise<void>,
): Door {
  const folder = createFolder();
  let files = 0;
  return {
    name,
    async bring(place, vectors) {
      const { node } = place;
      const file = folder.file(String(++files));
      await write(file, place, vectors);
      const [site] = await node.world.sites.all();
      if (!site) throw new Error("The node has no blog.");
      const source = await open(file, site._id);
      const options = { site, map: noMap, check: false, dryRun: false, onProgress: () => undefined };
      await createImportComments(node.world)(source, options);
      await source.close?.();
      return arrivedOf(place, vectors);
    },
    close: async () => folder.clear(),
  };
}

/** What is on the page now, by the number that stands before each attempt. */
async function arrivedOf({ node, url }: Place, vectors: readonly Vector[]): Promise<Arrived[]> {
  const html = await node.page(url);
  const found = [...html.matchAll(/ id="comment-(\d+)"[\s\S]*?No\. (\d+)/g)];
  const wanted = new Set(vectors.map(({ n }) => n));
  return found.map(([, comment, n]) => ({ n: Number(n), comment: Number(comment) })).filter(({ n }) => wanted.has(n));
}
