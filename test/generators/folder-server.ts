import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".xml": "application/xml",
};

/** A web host for a folder of files, as static hosts are: `/post`, `/post/` and `/post.html` find what there is. */
export interface FolderServer {
  /** Its address, with a slash at its end. */
  home: string;
  /** The folder; pages are read anew each time. */
  folder: string;
  close(): Promise<void>;
}

/** Starts a host whose pages lie below `base`. */
export async function serveFolder(base = "/"): Promise<FolderServer> {
  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(req.url ?? "/", "http://localhost").pathname);
    if (!path.startsWith(base)) return void res.writeHead(404).end();
    const wanted = join(host.folder, path.slice(base.length));
    for (const file of [wanted, join(wanted, "index.html"), `${wanted.replace(/\/$/, "")}.html`]) {
      const bytes = await readFile(file).catch(() => null);
      if (!bytes) continue;
      res.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
      return void res.end(bytes);
    }
    res.writeHead(404, { "Content-Type": "text/html" }).end("<title>Not here</title>");
  }
  const server = createServer((req, res) => void answer(req, res));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host: FolderServer = {
    home: `http://localhost:${(server.address() as AddressInfo).port}${base}`,
    folder: "",
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return host;
}
