import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import express from "express";
import { cavage } from "http-message-signatures";
import sanitizeHtml from "sanitize-html";
import { openDatabase } from "./sqlite.ts";

/*
 * The least that an inbox can do for a signed Create(Note): Express, signature, digest, parse, sanitise and one durable
 * insert; no rule, no thread, no moderation. Started as `inbox.ts PUBLIC-KEY-FILE DATABASE`, on the port of PORT.
 */
const [keyFile, databaseFile] = process.argv.slice(2);
const key = createPublicKey(readFileSync(keyFile as string, "utf8"));
const database = await openDatabase(databaseFile as string);
database.exec(
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE c(_id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL)",
);
const insert = database.prepare("INSERT INTO c(_id, doc) VALUES (?, ?)");

const app = express().disable("x-powered-by").disable("etag");
app.get("/healthz", (_req, res) => void res.end("ok"));
app.post("/inbox", express.raw({ type: () => true, limit: "256kb" }), async (req, res) => {
  const body = req.body as Buffer;
  const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  const valid = await cavage.verifyMessage(
    { keyLookup: async () => ({ verify: async (data, signature) => verify("sha256", data, key, signature) }) },
    { method: "POST", url: `http://${req.headers.host}${req.url}`, headers: req.headers as Record<string, string> },
  );
  if (!valid || req.headers["digest"] !== digest) return void res.status(401).end();
  const { object } = JSON.parse(body.toString("utf8")) as { object: { id: string; content: string } };
  insert.run(object.id, JSON.stringify({ ...object, html: sanitizeHtml(object.content) }));
  res.status(202).end();
});
app.listen(Number(process.env["PORT"]), "127.0.0.1");

process.once("SIGTERM", () => process.exit(0));
