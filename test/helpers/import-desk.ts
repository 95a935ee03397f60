import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createExporters } from "../../src/compose/exporters.ts";
import { importers } from "../../src/compose/importers.ts";
import type { Uploads } from "../../src/domain/uploads.ts";
import { createUploads } from "../../src/runtime/uploads.ts";
import { createImportWork, type ImportWork } from "../../src/usecases/operate/import-work.ts";
import { disqusXml } from "./disqus-xml.ts";
import { startWebNode, type WebNode } from "./web.ts";

/** A node with its owner signed in at `/admin/import`, where work is done when a test says so. */
export interface ImportDesk {
  node: WebNode;
  imports: ImportWork;
  uploads: Uploads;
  cookie: string;
  csrf: string;
  /** Where the database would lie; files that were brought lie in `imports` below it. */
  folder: string;
  /** The names of the files that lie there. */
  files(): string[];
  page(path: string): Promise<string>;
  press(path: string, fields?: Record<string, string>): Promise<Response>;
  /** Sends a file as the form does. */
  send(content: string | Buffer, name?: string, word?: string): Promise<Response>;
  /** Brings a file and returns the path of its page. */
  bring(content: string | Buffer, name?: string): Promise<string>;
  /** The same, and looks what it would do on the blog “site”. */
  looked(content: string | Buffer, importer?: string): Promise<string>;
  close(): Promise<void>;
}

/** An export of Disqus with one post and two comments, the second in answer to the first. */
export const twoComments = disqusXml(
  [{ id: "1", link: "https://blog.example/post", title: "A post" }],
  [{ id: "10" }, { id: "11", parent: "10", message: "<p>An answer</p>" }],
);

/** What a page says went wrong; null where it says nothing. */
export function problemOn(html: string): string | null {
  return /role="alert">([^<]*)</.exec(html)?.[1] ?? null;
}

/** Starts it, with files up to a megabyte. */
export async function startImportDesk(): Promise<ImportDesk> {
  const folder = mkdtempSync(join(tmpdir(), "antiphon-uploads-"));
  const uploads = createUploads({ store: `sqlite:${folder}/antiphon.db`, importBytes: 1_000_000 });
  const carrying = { importers, exporters: createExporters(), uploads, poke: () => undefined };
  const node = await startWebNode({ carrying });
  const imports = createImportWork(node.world, { importers, uploads, origin: "http://localhost" });
  const { cookie, csrf } = await node.signIn();

  const desk: ImportDesk = {
    node,
    imports,
    uploads,
    cookie,
    csrf,
    folder,
    files: () => (existsSync(`${folder}/imports`) ? readdirSync(`${folder}/imports`) : []),
    page: async (path) => (await node.get(path, { cookie })).text(),
    press: (path, fields = {}) => node.post(path, { csrf, ...fields }, { cookie }),
    send(content, name = "export.xml", word = csrf) {
      const form = new FormData();
      form.set("csrf", word);
      form.set("file", new Blob([content as never]), name);
      const headers = { cookie, origin: node.url, accept: "text/html" };
      return fetch(`${node.url}/admin/import/file`, { method: "POST", body: form, headers, redirect: "manual" });
    },
    async bring(content, name) {
      const sent = await desk.send(content, name);
      expect(sent.status).to.equal(303);
      return sent.headers.get("location") ?? "";
    },
    async looked(content, importer = "disqus") {
      const path = await desk.bring(content);
      expect((await desk.press(`${path}/look`, { importer, site: "site" })).status).to.equal(303);
      await imports.drain();
      return path;
    },
    async close() {
      await imports.stop();
      await node.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return desk;
}
