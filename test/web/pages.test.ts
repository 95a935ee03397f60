import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect } from "chai";
import { Problem } from "../../src/domain/problem.ts";
import { createDoctorWord } from "../../src/usecases/operate/doctor-word.ts";
import { statusOf } from "../../src/web/problem-page.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("pages of the node", () => {
  let node: WebNode;
  beforeEach(async () => {
    node = await startWebNode();
  });
  afterEach(() => node.close());

  it("say what the node is, and for which blogs", async () => {
    const html = await (await node.get("/")).text();
    expect(html).to.contain("A blog").and.contain('href="https://blog.example/"').and.contain("/embed.js");
  });

  it("run nothing that is not theirs", async () => {
    for (const path of ["/", "/login", "/nothing", `/thread?url=${encodeURIComponent(postUrl)}`]) {
      const policy = (await node.get(path)).headers.get("content-security-policy") ?? "";
      expect(policy, path).to.contain("default-src 'none'").and.not.contain("unsafe");
      expect(policy, path).to.contain("frame-ancestors 'none'");
    }
  });

  it("answer a problem as a page to browsers and as JSON to programs, with the request's id", async () => {
    const page = await node.get("/nothing");
    expect(page.status).to.equal(404);
    expect(await page.text()).to.contain("There is nothing at this address.");
    const json = await node.get("/nothing", { accept: "application/json" });
    const body = (await json.json()) as Record<string, string>;
    expect(body).to.include({ type: "about:blank", title: "Not Found", status: 404 });
    expect(body["instance"]).to.equal(`urn:request:${json.headers.get("x-request-id")}`);
  });

  it("lead back from a thread's page, and put the form below the comment that is answered", async () => {
    const comment = await node.put({ _id: "a" });
    const html = await (await node.get(`/thread?url=${encodeURIComponent(postUrl)}&reply=${comment.number}`)).text();
    expect(html).to.contain(`href="${postUrl}"`).and.contain("Back to the post");
    expect(html).to.match(
      new RegExp(`id="comment-${comment.number}"[\\s\\S]*name="parent" value="${comment.number}"[\\s\\S]*</li>`),
    );
  });

  it("keep the store's trouble apart from the reader's", async () => {
    const away = await startWebNode({
      bend: (world) => ({
        ...world,
        comments: {
          ...world.comments,
          someOnThread: () => Promise.reject(new Problem("busy", "The store does not answer.", { retryAfter: 5 })),
        },
      }),
    });
    const answer = await away.get(`/fragment?url=${encodeURIComponent(postUrl)}`);
    expect(answer.status).to.equal(503);
    expect(answer.headers.get("retry-after")).to.equal("5");
    await away.close();
  });

  it("tell a reader nothing of a fault inside", async () => {
    const broken = await startWebNode({
      bend: (world) => ({
        ...world,
        followers: { ...world.followers, count: () => Promise.reject(new Error("secret path /etc")) },
      }),
    });
    const answer = await broken.get("/");
    expect(answer.status).to.equal(500);
    expect(await answer.text()).to.not.contain("secret path");
    await broken.close();
  });

  it("say that they are well", async () => {
    expect(await (await node.get("/healthz")).json()).to.deep.equal({ status: "ok" });
    const word = createDoctorWord(node.world).issue();
    const asked = { "antiphon-doctor": word, "x-forwarded-for": "203.0.113.9" };
    const seen = { host: new URL(node.url).host, forwarded: true };
    expect(await (await node.get("/healthz", asked)).json()).to.deep.equal({ status: "ok", seen });
    node.clock.advance(6 * 60_000);
    expect(await (await node.get("/healthz", asked)).json()).to.deep.equal({ status: "ok" });
  });

  it("have a status for each kind of problem", () => {
    expect(Object.values(statusOf).every((status) => status >= 400 && status < 600)).to.equal(true);
  });

  it("answer a preflight of the blog's page, and give nothing to others", async () => {
    const ask = (origin: string) =>
      fetch(`${node.url}/comments`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
    expect((await ask(blogOrigin)).headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    expect((await ask("https://evil.example")).headers.get("access-control-allow-origin")).to.equal(null);
  });
});

describe("files that pages load", () => {
  let node: WebNode;
  let clientDir: string;
  beforeEach(async () => {
    clientDir = await mkdtemp(join(tmpdir(), "antiphon-client-"));
    await writeFile(join(clientDir, "embed.js"), "void 0;");
    await writeFile(join(clientDir, "embed.js.br"), brotliCompressSync("void 0;"));
    node = await startWebNode({ settings: { clientDir } });
  });
  afterEach(async () => {
    await node.close();
    await rm(clientDir, { recursive: true });
  });

  it("may be loaded from any page, and kept", async () => {
    const plain = await node.get("/embed.js");
    expect(plain.headers.get("cross-origin-resource-policy")).to.equal("cross-origin");
    expect(plain.headers.get("cache-control")).to.contain("max-age=3600");
    const version = /"(.+)"/.exec(plain.headers.get("etag") ?? "")?.[1];
    expect((await node.get(`/embed.js?v=${version}`)).headers.get("cache-control")).to.contain("immutable");
    expect((await node.get("/embed.js?v=1")).headers.get("cache-control")).to.not.contain("immutable");
    expect((await node.get("/embed.js", { "if-none-match": plain.headers.get("etag") ?? "" })).status).to.equal(304);
  });

  it("go out packed where the build packed them", async () => {
    const answer = await node.get("/embed.js", { "accept-encoding": "gzip, br" });
    expect(answer.headers.get("content-encoding")).to.equal("br");
    expect(await answer.text()).to.equal("void 0;");
  });

  it("404 with a sentence when the build did not run", async () => {
    const answer = await node.get("/embed.css");
    expect(answer.status).to.equal(404);
    expect(await answer.text()).to.contain("npm run build");
  });
});
