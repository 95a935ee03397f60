import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { startNode, type TestNode } from "../helpers/composed-node.ts";
import { freePort } from "../helpers/free-port.ts";

/** The service of docs/integrations/own-check.md, as it stands there, beside a whole node. */
describe("a check of the owner's own", () => {
  const secret = "a secret of twenty-four and more";
  let clock: TestClock;
  let folder: string;
  let service: ChildProcess;
  let blog: Blog;
  let node: TestNode;
  let page: string;

  before(async () => {
    // The example goes by the clock of the machine.
    clock = createTestClock(new Date().toISOString());
    const text = await readFile(new URL("../../docs/integrations/own-check.md", import.meta.url), "utf8");
    const example = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    expect(example).to.contain("webhook-signature");
    folder = await mkdtemp(join(tmpdir(), "own-check-"));
    await writeFile(join(folder, "service.mjs"), example);
    const port = await freePort();
    service = spawn(process.execPath, [join(folder, "service.mjs")], { env: { PORT: String(port), SECRET: secret } });
    await answering(`http://127.0.0.1:${port}/`);
    blog = await startBlog();
    blog.publish({ slug: "first" });
    page = blog.urlOf("first");
    node = await startNode(clock, {
      ANTIPHON_SITE: blog.home,
      ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true",
      ANTIPHON_CHECK_URL: `http://127.0.0.1:${port}/check`,
      ANTIPHON_CHECK_SECRET: secret,
      ANTIPHON_CHECK_FAILING: "hold",
    });
    await node.page(page);
  });
  after(async () => {
    service.kill();
    await closeAll(node, blog);
    await rm(folder, { recursive: true });
  });

  it("is asked with a signature that it knows, and heeded", async () => {
    await node.post(page, { text: "What a nice post." });
    expect(await node.texts(page)).to.deep.equal(["What a nice post."]);
    await node.post(page, { text: "Have you heard of CRYPTO?" });
    const { items } = await node.world.comments.inState("held", { limit: 5 });
    expect(items.map(({ heldFor }) => heldFor)).to.deep.equal([
      [{ check: "service", sentence: "It speaks of crypto." }],
    ]);
  });

  it("stops nobody when it is gone: what comes waits, as this owner wants", async () => {
    service.kill();
    await once(service, "exit");
    await node.post(page, { text: "Is anybody there?" });
    const { items } = await node.world.comments.inState("held", { limit: 1 });
    expect(items[0]?.heldFor).to.deep.equal([{ check: "service", sentence: "Your own check did not answer." }]);
  });
});

/** Resolves once somebody answers there, whatever they say. */
async function answering(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url, { method: "POST", body: "{}" }).catch(() => null);
    if (answer) return void (await answer.arrayBuffer());
  }
}
