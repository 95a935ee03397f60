import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SafeHtml } from "../../src/domain/brand.ts";
import type { Comment } from "../../src/domain/comment.ts";
import { createHtml } from "../../src/html/html.ts";
import { createGuardedFetch } from "../../src/net/guarded-fetch.ts";
import { createPageReader } from "../../src/posts/page-reader.ts";
import { buildClient } from "../helpers/browser.ts";
import { freePort } from "../helpers/free-port.ts";
import { root } from "../helpers/sources.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";
import { type FolderServer, serveFolder } from "./folder-server.ts";

const execute = promisify(execFile);

/** A static generator: where its example lies, how it is called, and where it puts the pages. */
export interface Generator {
  name: string;
  command(folder: string): [program: string, ...args: string[]];
  output: string;
}

/** A blog that is made from an example, as an owner would who copies it: with the addresses of a blog and a node of theirs. */
export interface ExampleBlog {
  host: FolderServer;
  /** The node; it is not there before it is started. */
  node: WebNode;
  /** Replaces something in a file of the blog. */
  edit(file: string, from: string, to: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  /** Runs the generator; what it printed. Fails when it does. */
  build(): Promise<string>;
  /** A file of the built pages. */
  read(path: string): Promise<string>;
  startNode(): Promise<void>;
  /** Stores a comment below a page, whose address is relative to the blog's. */
  seed(page: string, id: string, text: string, given?: Partial<Comment>): Promise<Comment>;
  close(): Promise<void>;
}

/** Whether a generator that npm brings was installed. */
export function isInstalled(name: string): boolean {
  return existsSync(`${root}examples/${name}/node_modules/.package-lock.json`);
}

/** Describes a generator's blog; says in the title what is missing where it cannot be built. */
export function describeGenerator(name: string, missing: string | null, tests: () => void): void {
  describe(`a blog made with ${name}${missing ? ` (skipped: ${missing})` : ""}`, function () {
    this.timeout(240_000);
    before(function () {
      if (missing) this.skip();
    });
    tests();
  });
}

/** What is to be done where a generator of npm's is missing; null where it is there. */
export function missingFromNpm(name: string): string | null {
  return isInstalled(name) ? null : "run npx tsx tools/install-generators.ts once";
}

/** Copies an example and gives it addresses; its node is not there yet. */
export async function openExample({ name, command, output }: Generator, base = "/"): Promise<ExampleBlog> {
  const source = `${root}examples/${name}`;
  const folder = await mkdtemp(join(tmpdir(), `antiphon-${name}-`));
  const host = await serveFolder(base);
  host.folder = join(folder, output);
  const port = await freePort();
  const nodeUrl = `http://127.0.0.1:${port}`;
  const left = new Set(["node_modules", output, ".astro", "db.json"].map((left) => join(source, left)));
  await cp(source, folder, { recursive: true, filter: (path) => !left.has(path) });
  if (isInstalled(name)) await bringPackages(`${source}/node_modules`, join(folder, "node_modules"), name);
  await rewrite(folder, (text) =>
    text
      .replaceAll("https://comments.example.org", nodeUrl)
      .replaceAll("https://blog.example.org", new URL(host.home).origin),
  );
  let node: WebNode | null = null;
  const demandNode = () => {
    if (!node) throw new Error("The node was not started.");
    return node;
  };

  const edit: ExampleBlog["edit"] = async (file, from, to) => {
    const text = await readFile(join(folder, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not say “${from}”.`);
    await writeFile(join(folder, file), text.replace(from, to));
  };

  return {
    host,
    get node() {
      return demandNode();
    },
    edit,
    async move(from, to) {
      await cp(join(folder, from), join(folder, to));
      await rm(join(folder, from));
    },
    async build() {
      await rm(host.folder, { recursive: true, force: true });
      const [program, ...args] = command(folder);
      const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", NO_COLOR: "1", NODE_OPTIONS: "" };
      const { stdout, stderr } = await execute(program, args, { cwd: folder, env, timeout: 200_000 });
      return stdout + stderr;
    },
    read: (path) => readFile(join(host.folder, path), "utf8"),
    async startNode() {
      const fetch = createGuardedFetch({ allowPrivate: true, userAgent: "test" });
      const pages = createPageReader({ fetch, html: createHtml() });
      const settings = { clientDir: await buildClient() };
      node = await startWebNode({ port, site: { home: host.home }, settings, bend: (world) => ({ ...world, pages }) });
    },
    async seed(page, id, text, given = {}) {
      const opened = await demandNode().openThread(new URL(page, host.home).href, { wait: true });
      if (opened.kind !== "thread") throw new Error(`There is no thread for ${page}: ${opened.kind}.`);
      const html = `<p>${text}</p>` as SafeHtml;
      return demandNode().put({ _id: id, thread: opened.thread._id, html, ...given });
    },
    async close() {
      await node?.close();
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Shares the packages and nothing that generators keep among them. The generator's own is copied: Astro takes a file of its
 * own for one of the blog's where the two folders have nothing in common but the root of the disk.
 */
async function bringPackages(from: string, to: string, own: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) {
    if (name === own) await cp(join(from, name), join(to, name), { recursive: true });
    else if (!name.startsWith(".")) await symlink(join(from, name), join(to, name));
  }
}

async function rewrite(folder: string, change: (text: string) => string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes("node_modules")) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, "utf8");
    const changed = change(text);
    if (changed !== text) await writeFile(file, changed);
  }
}
