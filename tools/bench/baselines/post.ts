import express from "express";
import markdownIt from "markdown-it";
import sanitizeHtml from "sanitize-html";
import { openDatabase } from "./sqlite.ts";

/*
 * The least that anybody can do for an anonymous comment: Express, parse the form, render its Markdown, sanitise, one
 * durable insert; no rule, no thread, no moderation, nothing to keep in step. Started as `post.ts DATABASE`, on the port
 * of PORT.
 */
const database = await openDatabase(process.argv[2] as string);
database.exec(
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE c(_id TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL)",
);
const insert = database.prepare("INSERT INTO c(_id, doc) VALUES (?, ?)");
const markdown = markdownIt({ html: false });

const app = express().disable("x-powered-by").disable("etag");
app.get("/healthz", (_req, res) => void res.end("ok"));
app.post("/comments", express.urlencoded({ extended: false }), (req, res) => {
  const { text, author, draft } = req.body as Record<string, string>;
  const html = sanitizeHtml(markdown.render(text ?? ""));
  insert.run(draft as string, JSON.stringify({ text, author, html, createdAt: Date.now() }));
  res.status(201).json({ html });
});
app.listen(Number(process.env["PORT"]), "127.0.0.1");

process.once("SIGTERM", () => process.exit(0));
