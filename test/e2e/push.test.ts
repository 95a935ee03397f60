import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect } from "chai";
import { deployExample } from "../../src/web/push/example.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { onEveryStore } from "../helpers/stores.ts";

const run = promisify(execFile);
const tools = ["bash", "curl", "openssl"].filter((tool) => spawnSync(tool, ["--help"]).error !== undefined);

onEveryStore("a deploy that tells of a new post", (store) => {
  let clock: TestClock;
  let blog: Blog;
  let node: TestNode;
  let page: string;
  let cookie: string;
  before(async function () {
    if (tools.length > 0) {
      console.log(`      There is no ${tools.join(", ")} here, so that the example for deploys was not run.`);
      this.skip();
    }
    clock = createTestClock();
    // curl and openssl go by the machine's clock.
    clock.advance(Date.now() - clock.now().getTime());
    blog = await startBlog();
    node = await startNode(clock, { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog", ...store.env() });
    await settle(node);
    const token = new URL((await node.loginLink()) ?? "").searchParams.get("token") ?? "";
    ({ cookie } = await node.send("/login", { token }));
    const [site] = await node.world.sites.all();
    page = `/admin/settings/${site?._id}/push`;
  });
  after(async () => {
    await node?.close();
    await blog?.close();
  });

  const read = async () => (await fetch(`${node.url}${page}`, { headers: { cookie, accept: "text/html" } })).text();
  const plain = (html: string) =>
    html
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&gt;", ">")
      .replaceAll("&lt;", "<")
      .replaceAll("&amp;", "&");
  const exampleOn = (html: string) => plain(/<pre[^>]*><code>([\s\S]*?)<\/code><\/pre>/.exec(html)?.[1] ?? "");
  const secretOn = (html: string) => /<code class="copyable" dir="ltr">([\w-]{43})<\/code>/.exec(html)?.[1] ?? "";

  it("is heard by the ten lines of the owner’s page, with real curl and openssl", async () => {
    const csrf = /name="csrf" value="([^"]+)"/.exec(await read())?.[1] ?? "";
    expect((await node.send(`${page}/secret`, { csrf }, cookie)).status).to.equal(303);
    const html = await read();
    const secret = secretOn(html);
    const example = exampleOn(html);
    expect(example.trim().split("\n")).to.have.length(10);

    // What was there when the feed was first read is no news.
    clock.advance(1_000);
    blog.publish({ slug: "deployed", title: "Deployed", published: new Date().toISOString() });
    const post = blog.urlOf("deployed");
    const script = example.replace(/"url":"[^"]*"/, `"url":"${post}"`);
    const env = { PATH: process.env["PATH"] ?? "", ANTIPHON_SECRET: secret };
    const { stdout } = await run("bash", ["--norc", "-euo", "pipefail", "-c", script], { env });
    expect(JSON.parse(stdout)).to.have.property("said").that.contains("Taken.");
    await settle(node);
    const found = await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(post)}`, { redirect: "manual" });
    expect(found.status).to.equal(303);
    const [site] = await node.world.sites.all();
    const [thread] = (await node.world.threads.announced(site?._id ?? "", "announced", { limit: 1 })).items;
    expect(thread?.page).to.include({ url: post, title: "Deployed" });
    const told = await read();
    expect(told).to.contain("The post is known, and its followers are told.").and.contain(post);

    const wrong = await run("bash", ["--norc", "-c", script], { env: { ...env, ANTIPHON_SECRET: "another" } }).catch(
      (error: { code: number; stdout: string }) => error,
    );
    expect(wrong).to.include({ code: 22 });
    expect(wrong.stdout).to.contain("The signature does not fit");
    expect(await read())
      .to.contain("Refused")
      .and.contain("the secret is another one");
  });

  it("is described with the same lines in the docs", () => {
    const docs = readFileSync(new URL("../../docs/integrations/deploys.md", import.meta.url), "utf8");
    const lines = deployExample("https://comments.example.org/api/hooks/blog", "https://blog.example.org/a-new-post/");
    expect(docs).to.contain(`\`\`\`sh\n${lines}\`\`\``);
  });
});
