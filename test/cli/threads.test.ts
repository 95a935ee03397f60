import { expect } from "chai";
import { aComment } from "../helpers/comment.ts";
import { aSite, aThread } from "../helpers/thread.ts";
import { type Cli, openCli } from "./helpers/node.ts";

const one = "https://blog.example/one";
const other = "https://blog.example/other";

describe("antiphon threads", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    await cli.world.threads.add(aThread({ _id: "a", url: one, noteId: "na" }));
    await cli.world.threads.add(aThread({ _id: "b", url: other, noteId: "nb" }));
    await cli.world.comments.add(aComment({ _id: "a1", thread: "a", number: 7 }));
  });
  afterEach(() => cli.close());

  const said = async (...args: string[]) => {
    cli.out.length = 0;
    const code = await cli.run("threads", ...args);
    return { code, out: [...cli.out] };
  };
  const threadOf = async (id: string) => (await cli.world.comments.get(id))?.thread;
  const undoIn = (out: string[]) => /undo (\S+)”/.exec(out.join("\n"))?.[1] ?? "";

  it("lists threads by words of their title or address", async () => {
    expect((await said("list", "oth")).out).to.deep.equal([`0  ${other}  A post`]);
    expect((await said("list", "nothing")).out).to.deep.equal(["There is no such thread."]);
  });

  it("tells first, and does nothing on a dry run", async () => {
    const { code, out } = await said("merge", one, other, "--dry-run");
    expect(code).to.equal(0);
    expect(out[0]).to.equal("“A post” gets one comment of “A post”. Numbers stay.");
    expect(out.at(-1)).to.equal("Nothing was written: this was a dry run.");
    expect(await threadOf("a1")).to.equal("a");
  });

  it("merges, writes down who did, and takes it back", async () => {
    const { out } = await said("merge", one, other);
    expect(await threadOf("a1")).to.equal("b");
    const { items } = await cli.world.audit.list({}, { limit: 5 });
    expect(items[0]).to.deep.include({ act: "thread.merge", by: { id: "command-line", name: "the command line" } });
    expect((await said("undo")).out[0]).to.contain(undoIn(out));
    expect((await said("undo", undoIn(out))).code).to.equal(0);
    expect(await threadOf("a1")).to.equal("a");
  });

  it("splits, renames, remaps and lists aliases", async () => {
    await said("split", "#7", "https://blog.example/new", "--title", "New");
    expect(await threadOf("a1")).to.not.equal("a");
    await said("rename", one, "https://blog.example/uno");
    expect((await said("aliases", one)).out).to.deep.equal(["blog.example/one", "blog.example/uno  (its own)"]);
    await said("aliases", one, "--add", "https://blog.example/eins");
    await said("aliases", one, "--remove", "blog.example/one");
    expect((await said("aliases", "https://blog.example/uno")).out).to.deep.equal([
      "blog.example/eins",
      "blog.example/uno  (its own)",
    ]);
    const { out } = await said("remap", "https://blog.example/u*", "https://blog.example/2026/u*", "--dry-run");
    expect(out).to.include("renamed   https://blog.example/uno  →  https://blog.example/2026/uno");
    await said("remap", "--home", "https://new.example/");
    expect((await cli.world.threads.get("a"))?.page.url).to.equal("https://new.example/uno");
  });

  it("lists pages that are gone, with what to do, and asks the blog when it is told to", async () => {
    const answers: Record<string, number> = { [one]: 404, [other]: 200 };
    const asked: string[] = [];
    cli.outside.guarded = ({ url }) => {
      asked.push(url);
      const headers = { get: (name: string) => (name === "content-type" ? "text/html" : null) };
      return Promise.resolve({ status: answers[url] ?? 500, url, headers, body: Buffer.from("<title>A page</title>") });
    };
    await cli.world.comments.add(aComment({ _id: "b1", thread: "b", number: 8 }));
    await cli.world.threads.add(aThread({ _id: "c", url: "https://blog.example/quiet", noteId: "nc" }));
    for (const id of ["a", "b", "c"]) await cli.world.threads.raise(id, await cli.world.comments.counts(id));
    expect((await said("dead")).out).to.deep.equal(["No page of a thread is known to be gone."]);
    expect(asked, "asked without being told to").to.deep.equal([]);
    const { code, out } = await said("dead", "--check");
    expect(code).to.equal(0);
    expect(out).to.deep.equal([
      `2026-11-02  1  ${one}`,
      "“antiphon threads remap OLD NEW” says where a page lies now.",
    ]);
    expect([...asked].sort(), "pages without comments are left alone").to.deep.equal([one, other]);
    expect((await said("dead")).out[0]).to.contain(one);
    answers[one] = 503;
    expect((await said("dead", "--check")).out[0], "what is only away stays on the list").to.contain(one);
    answers[one] = 200;
    expect((await said("dead", "--check")).out).to.deep.equal(["No page of a thread is known to be gone."]);
  });

  it("says what is wrong", async () => {
    expect((await said("merge", one, one)).code).to.equal(2);
    expect((await said("merge", one, "https://blog.example/none")).code).to.equal(1);
    expect((await said("split", "seven", other)).code).to.equal(2);
    expect((await said("undo", "nothing")).code).to.equal(1);
    expect(cli.err.join("\n")).to.contain("There is no thread at https://blog.example/none.");
  });
});
