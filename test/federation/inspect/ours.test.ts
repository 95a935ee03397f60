import { expect } from "chai";
import type { Finding } from "../../../src/domain/finding.ts";
import type { GuardedFetch } from "../../../src/domain/ports.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { type Blog, startBlog } from "../../helpers/blog.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../../helpers/composed-node.ts";

/** Asks like anybody; what it gets may be bent, as a cache or a proxy would. */
function outside(
  bend: (url: string, accept: string) => Partial<Awaited<ReturnType<GuardedFetch>>> | null = () => null,
) {
  const ask: GuardedFetch = async ({ url, headers = {}, redirects = 0 }) => {
    const answer = await fetch(url, { headers, redirect: redirects > 0 ? "follow" : "manual" });
    const body = Buffer.from(await answer.arrayBuffer());
    const real = { status: answer.status, url: answer.url, headers: answer.headers, body };
    return { ...real, ...bend(url, headers["accept"] ?? "") };
  };
  return ask;
}

describe("antiphon inspect, of ourselves", () => {
  let blog: Blog;
  let node: TestNode;
  let found: Finding[];
  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "first", title: "The first post" });
    node = await startNode(createTestClock(), { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog" });
    await settle(node);
  });
  after(async () => {
    await node?.close();
    await blog?.close();
  });

  async function inspect(typed: string, ask = outside()): Promise<void> {
    found = [];
    for await (const step of node.inspect?.(typed, ask) ?? []) found.push(step);
  }

  const host = () => new URL(node.url).host;
  const step = (subject: string) => {
    const one = found.find((finding) => finding.subject === subject);
    return one ? `${one.mark} ${one.sentence}` : "";
  };

  it("finds the blog by its handle, as another server does", async () => {
    await inspect(`@blog@${host()}`);
    expect(found.filter(({ mark }) => mark !== "ok")).to.deep.equal([]);
    expect(step("webfinger")).to.contain(`acct:blog@${host()} is ${node.url}/ap/actors/blog`);
    expect(step("document")).to.contain("bytes of application/activity+json");
    expect(step("people")).to.contain("led to the page");
    expect(step("key")).to.contain("#main-key can be verified with");
  });

  it("says that there is nobody of a name", async () => {
    await inspect(`@nobody@${host()}`);
    expect(step("account")).to.match(/^fail /);
  });

  it("tells of a page whether its address leads to its Note, and what became of the post", async () => {
    await inspect(blog.urlOf("first"));
    expect(step("page"))
      .to.match(/^warn its own address opens nothing/)
      .and.to.contain("fediverse.md");
    expect(step("object")).to.contain("Note");
    expect(step("audience")).to.equal("ok everybody.");
    expect(step("post")).to.contain("it can be looked up and answered");
    const thread = (await (
      await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(blog.urlOf("first"))}`, {
        headers: { accept: "application/activity+json" },
      })
    ).json()) as { id: string };
    const linked = outside((url, accept) =>
      url === blog.urlOf("first") && accept === "text/html"
        ? { headers: new Headers({ link: `<${thread.id}>; rel="alternate"; type="application/activity+json"` }) }
        : null,
    );
    await inspect(blog.urlOf("first"), linked);
    expect(step("page")).to.match(/^ok /);
  });

  it("warns of a page that nobody has looked at yet", async () => {
    await inspect(`${blog.home}posts/unseen`);
    expect(step("page")).to.match(/^warn .*nobody has looked at it yet/);
  });

  it("finds what stands between us and others: a changed type, a cache, a wrong answer, nobody at all", async () => {
    const actor = `${node.url}/ap/actors/blog`;
    const json = { headers: new Headers({ "content-type": "application/json" }) };
    await inspect(
      actor,
      outside(() => json),
    );
    expect(step("type")).to.match(/^fail it is sent as “application\/json”/);
    expect(step("people")).to.match(/^fail a browser gets JSON/);
    await inspect(
      actor,
      outside(() => ({ status: 502 })),
    );
    expect(step("document")).to.match(/^fail .*answers 502/);
    await inspect(
      actor,
      outside(() => ({ status: 401 })),
    );
    expect(step("document")).to.match(/^warn .*secure mode/);
    await inspect(
      actor,
      outside(() => ({ body: Buffer.from('{"id":"https://evil.example/"}') })),
    );
    expect(step("id")).to.match(/^fail it calls itself https:\/\/evil\.example\//);
    await inspect(actor, async () => {
      throw new Problem("upstream", "Nobody is there.");
    });
    expect(step("document")).to.contain("cannot be asked: Nobody is there.");
  });
});
