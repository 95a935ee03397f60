import autocannon from "autocannon";
import express from "express";
import { createServer } from "node:http";
import { startWebNode, postUrl } from "./helpers/web.ts";
import { aComment } from "./helpers/comment.ts";
for (const n of [5, 100, 1000]) {
  const node = await startWebNode({ bend: (w) => ({ ...w, clock: { now: () => new Date() } }) });
  for (let i = 0; i < n; i++) await node.world.comments.add(aComment({ _id: `c${i}`, number: i + 1, html: "<p>Some words of a usual comment, with <em>one</em> mark and a line or two that go on for a while.</p>" as never, parent: i % 3 ? `c${i - 1}` : null, path: [] }));
  await node.world.threads.raise("thread", await node.world.comments.counts("thread"));
  const path = `/fragment?url=${encodeURIComponent(postUrl)}`;
  let t = performance.now();
  const r = await fetch(node.url + path, { headers: { "accept-encoding": "identity" } }); const body = Buffer.from(await r.arrayBuffer()); const etag = r.headers.get("etag")!;
  const first = performance.now() - t;
  const bare = express(); bare.disable("x-powered-by");
  bare.get("/x", (_q, s) => { s.set("content-type", "text/html; charset=utf-8"); s.send(body); });
  const s = bare.listen(0); const burl = `http://127.0.0.1:${(s.address() as any).port}/x`;
  const bhttp = createServer((q, s) => { s.writeHead(200, { "content-type": "text/html", "content-length": body.length }); s.end(body); }).listen(0);
  const hurl = `http://127.0.0.1:${(bhttp.address() as any).port}/x`;
  const run = async (url: string, headers = {}) => (await autocannon({ url, connections: 20, duration: 3, headers })).requests.average;
  await run(node.url + path); await run(burl);
  const a = await run(node.url + path), b = await run(burl), h = await run(hurl), c = await run(node.url + path, { "if-none-match": etag });
  console.log(n, body.length, "first ms", first.toFixed(1), "ours", a, "bare express", b, "ratio", (a / b).toFixed(2), "http", h, (a/h).toFixed(2), "304", c, (c / b).toFixed(2));
  s.close(); bhttp.close(); await node.close();
}
process.exit(0);
