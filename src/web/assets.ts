import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type RequestHandler, Router } from "express";
import { Problem } from "../domain/problem.ts";
import { codingFor } from "./packing.ts";
import { viewsFolder } from "./render.ts";

interface Asset {
  type: string;
  etag: string;
  /** Names what is in it, as the build does. */
  version: string;
  forms: { identity: Buffer; br?: Buffer; gzip?: Buffer };
}

const javascript = "text/javascript; charset=utf-8";
const css = "text/css; charset=utf-8";
const clientFiles = [
  "embed.js",
  "write.js",
  "work.js",
  "count.js",
  "ghost.js",
  "passkey.js",
  "embed.css",
  "isso.js",
  "isso-count.js",
  "isso.css",
  "admin.js",
];

/**
 * The files that pages load: the browser part for blogs, and what our own pages look like. Read once, at start. `build`
 * is the version that our own pages put into the addresses.
 */
export function createAssetRoutes(build: string, clientFolder = builtClient()): Router {
  const router = Router();
  const views = viewsFolder();
  const serve = (path: string, type: string) => serveFile(load(path, type), build);
  router.get("/embed.js", serve(join(clientFolder, "embed.js"), javascript));
  router.get("/write.js", serve(join(clientFolder, "write.js"), javascript));
  router.get("/work.js", serve(join(clientFolder, "work.js"), javascript));
  router.get("/count.js", serve(join(clientFolder, "count.js"), javascript));
  router.get("/ghost.js", serve(join(clientFolder, "ghost.js"), javascript));
  router.get("/admin.js", serve(join(clientFolder, "admin.js"), javascript));
  router.get("/passkey.js", serve(join(clientFolder, "passkey.js"), javascript));
  router.get("/embed.css", serve(join(clientFolder, "embed.css"), css));
  // Where pages that were made for Isso look for its client.
  router.get("/js/embed.min.js", serve(join(clientFolder, "isso.js"), javascript));
  router.get("/js/embed.dev.js", serve(join(clientFolder, "isso.js"), javascript));
  router.get("/js/count.min.js", serve(join(clientFolder, "isso-count.js"), javascript));
  router.get("/js/count.dev.js", serve(join(clientFolder, "isso-count.js"), javascript));
  router.get("/css/isso.css", serve(join(clientFolder, "isso.css"), css));
  router.get("/node.css", serve(join(views, "styles/node.css"), css));
  router.get("/admin.css", serve(join(views, "styles/admin.css"), css));
  router.get("/queue.css", serve(join(views, "styles/queue.css"), css));
  router.get("/settings.css", serve(join(views, "styles/settings.css"), css));
  router.get("/favicon.svg", serve(join(views, "styles/favicon.svg"), "image/svg+xml"));
  router.get("/demo/demo.css", serve(join(views, "styles/demo.css"), css));
  return router;
}

/** Changes with what the browser part is, so that pages name the one they were made with. */
export function clientFingerprint(clientFolder = builtClient()): string {
  const hash = createHash("sha256");
  for (const name of clientFiles) {
    const path = join(clientFolder, name);
    if (existsSync(path)) hash.update(name).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 6);
}

function builtClient(): string {
  return dirname(createRequire(import.meta.url).resolve("#client/embed.js"));
}

/**
 * Serves a file with its compressed forms. With its version in the address it may be kept for good, else for an hour:
 * a page of another version, asked for while nodes are replaced, must not pin this one.
 */
function serveFile(asset: Asset | null, build: string): RequestHandler {
  return (req, res) => {
    if (!asset) throw new Problem("not-found", "This file is made by “npm run build”, which did not run yet.");
    const coding = codingFor(req.get("accept-encoding"));
    const encoded = coding ? asset.forms[coding] : undefined;
    res.set({
      "Content-Type": asset.type,
      ETag: asset.etag,
      "Cache-Control":
        req.query["v"] === build || req.query["v"] === asset.version
          ? "public, max-age=31536000, immutable"
          : "public, max-age=3600, stale-while-revalidate=86400",
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "X-Content-Type-Options": "nosniff",
    });
    res.vary("Accept-Encoding");
    if (req.get("if-none-match")?.includes(asset.etag)) {
      res.status(304).end();
      return;
    }
    if (encoded && coding) res.set("Content-Encoding", coding);
    res.end(encoded ?? asset.forms.identity);
  };
}

function load(path: string, type: string): Asset | null {
  if (!existsSync(path)) return null;
  const identity = readFileSync(path);
  const version = createHash("sha256").update(identity).digest("base64url").slice(0, 12);
  const forms: Asset["forms"] = { identity };
  if (existsSync(`${path}.br`)) forms.br = readFileSync(`${path}.br`);
  if (existsSync(`${path}.gz`)) forms.gzip = readFileSync(`${path}.gz`);
  return { type, etag: `W/"${version}"`, version, forms };
}
