import { expect } from "chai";
import { solve } from "../../src/client/work.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

const text = "Kept word for word: <ümläut> & 好";
const kept = "Kept word for word: &lt;ümläut&gt; &amp; 好";

/** Each way in which a comment can be refused: what leads there, and what its writer is told. */
const refusals: {
  name: string;
  status: number;
  says: string;
  bend: (node: WebNode, started: string) => Promise<Record<string, string>>;
}[] = [
  {
    name: "a field for programs that was filled in",
    status: 422,
    says: "A field that is not meant for people",
    bend: async () => ({ subject: "Buy" }),
  },
  {
    name: "a form that was drawn a moment ago",
    status: 422,
    says: "faster than people write",
    async bend(node) {
      node.clock.advance(3_600_000);
      return { started: await startedNow(node) };
    },
  },
  {
    name: "a form that is too old",
    status: 422,
    says: "too old to be used",
    async bend(node, started) {
      node.clock.advance(31 * 24 * 3_600_000);
      return { started };
    },
  },
  {
    name: "work that was used before",
    status: 422,
    says: "was used before",
    async bend(node, started) {
      const answer = await node.post("/comments/work", { url: postUrl });
      const { challenge, difficulty } = (await answer.json()) as { challenge: string; difficulty: number };
      const work = await solve(challenge, difficulty);
      await node.post("/comments", { url: postUrl, text: "First", started, work });
      return { work };
    },
  },
  {
    name: "a lot from one network",
    status: 429,
    says: "Please wait 1 minute and try again.",
    async bend(node, started) {
      for (let i = 0; i < 10; i++) await node.post("/comments", { url: postUrl, text: `No. ${i}`, started });
      return {};
    },
  },
  {
    name: "a page whose comments are closed",
    status: 403,
    says: "Comments on this page are closed",
    async bend(node) {
      const thread = await node.world.threads.get("thread");
      if (thread) await node.world.threads.change(thread, { announcement: "withdrawn" });
      return {};
    },
  },
];

async function startedNow(node: WebNode): Promise<string> {
  const page = await (await node.get(`/thread?url=${encodeURIComponent(postUrl)}`)).text();
  return /name="started" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

describe("a refused comment", () => {
  let node: WebNode;
  let started: string;
  beforeEach(async () => {
    node = await startWebNode();
    started = await node.started();
  });
  afterEach(() => node.close());

  for (const { name, status, says, bend } of refusals) {
    for (const manner of ["a page", "a part of the blog's page"]) {
      it(`is told why and given back as ${manner}: ${name}`, async () => {
        const bent = await bend(node, started);
        const before = (await node.world.comments.counts("thread")).published;
        const part = manner !== "a page";
        const answer = await node.post(
          "/comments",
          { url: postUrl, started, text, author: "Ben", ...bent, ...(part ? { format: "fragment" } : {}) },
          part ? { origin: blogOrigin } : {},
        );
        const html = await answer.text();
        expect(answer.status).to.equal(status);
        expect(html).to.contain(says).and.contain(kept);
        // Where nobody can comment any more there is no form, and a name alone is no loss.
        if (part || status !== 403) expect(html).to.contain('value="Ben"');
        expect(html).to.match(part ? /^<form/ : /^<!doctype html>/i);
        expect(answer.headers.has("retry-after")).to.equal(status === 429);
        expect((await node.world.comments.counts("thread")).published).to.equal(before);
      });
    }
  }

  it("is taken at the second try, when the form had been open for months", async () => {
    node.clock.advance(60 * 24 * 3_600_000);
    const html = await (await node.post("/comments", { url: postUrl, started, text })).text();
    const fresh = /name="started" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect((await node.post("/comments", { url: postUrl, started: fresh, text })).status).to.equal(303);
  });
});

describe("guards against spam that are switched off", () => {
  let node: WebNode;
  afterEach(() => node.close());

  it("take a form that was filled in by a program in no time", async () => {
    node = await startWebNode({ settings: { spam: [] } });
    const answer = await node.post("/comments", { url: postUrl, text, subject: "Buy", started: "" });
    expect(answer.status).to.equal(303);
  });

  it("leave the others in force", async () => {
    node = await startWebNode({ settings: { spam: ["honeypot"] } });
    expect((await node.post("/comments", { url: postUrl, text, started: "" })).status).to.equal(303);
    expect((await node.post("/comments", { url: postUrl, text, started: "", subject: "Buy" })).status).to.equal(422);
  });
});
