import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import express from "express";

/*
 * Answers every address with the bytes of a file: the floor that reads are compared with. Started as
 * `bytes.ts express|http FILE`, on the port that PORT names.
 */
const [kind, file] = process.argv.slice(2);
const bytes = readFileSync(file as string);
const etag = '"the-same-bytes"';
const headers = { "content-type": "text/html; charset=utf-8", etag };
const port = Number(process.env["PORT"]);

if (kind === "express") {
  const app = express().disable("x-powered-by").disable("etag");
  app.get("/{*any}", (req, res) => {
    res.set(headers);
    if (req.get("if-none-match") === etag) res.status(304).end();
    else res.end(bytes);
  });
  app.listen(port, "127.0.0.1");
} else {
  createServer((req, res) => {
    if (req.headers["if-none-match"] === etag) res.writeHead(304, headers).end();
    else res.writeHead(200, { ...headers, "content-length": bytes.length }).end(bytes);
  }).listen(port, "127.0.0.1");
}

process.once("SIGTERM", () => process.exit(0));
