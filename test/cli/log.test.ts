import { expect } from "chai";
import type { JournalNote } from "../../src/domain/journal.ts";
import { aThread } from "../helpers/thread.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

const url = "https://blog.example.org/a-post/";

describe("antiphon log", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    await cli.world.threads.add(aThread({ url, site: "blog" }));
  });
  afterEach(() => cli.close());

  const note = async (given: Partial<JournalNote> = {}, times = 1) => {
    for (let i = 0; i < times; i++) {
      cli.world.journal.note({
        thread: "thread",
        what: "reply-published",
        who: `p${i}@far.example`,
        object: null,
        reason: null,
        ...given,
      });
    }
    await cli.world.journal.written();
  };

  it("shows what happened to a post, the newest last, with why and where", async () => {
    await note();
    await note({
      what: "reply-dropped",
      who: "eve@bad.example",
      reason: "It is a vote.",
      object: "https://bad.example/1",
    });
    expect(await cli.run("log", url)).to.equal(0);
    expect(cli.out.map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}/, "TIME  "))).to.deep.equal([
      "TIME  @p0@far.example replied. The reply is on the page.",
      "TIME  A reply by @eve@bad.example was not taken.",
      "    It is a vote.",
      "    https://bad.example/1",
    ]);
  });

  it("shows the last fifty lines, and all when it is asked to", async () => {
    await note({}, 260);
    expect(await cli.run("log", url)).to.equal(0);
    expect(cli.out).to.have.length(50);
    expect(cli.out.at(-1)).to.contain("@p259@");
    expect(cli.err).to.deep.equal(["More happened before: --all shows it."]);
    cli.out.length = 0;
    expect(await cli.run("log", url, "--all")).to.equal(0);
    expect(cli.out).to.have.length(260);
    expect(cli.out[0]).to.contain("@p0@");
  });

  it("shows what belongs to no post when none is named", async () => {
    await note();
    await note({ thread: null, what: "message-refused", who: "bad.example" });
    expect(await cli.run("log")).to.equal(0);
    expect(cli.out.join("\n")).to.contain("bad.example was turned away").and.not.contain("@p0@");
  });

  it("says so when nothing happened, and fails with a sentence for an address that is none of its posts", async () => {
    expect(await cli.run("log", url)).to.equal(0);
    expect(cli.out).to.deep.equal(["Nothing happened yet."]);
    expect(await cli.run("log", "https://blog.example.org/unknown/")).to.equal(1);
    expect(await cli.run("log", "https://else.example/")).to.equal(1);
    expect(await cli.run("log", "nonsense")).to.equal(2);
    expect(cli.err.join("\n"))
      .to.contain("nothing happened there")
      .and.contain("none of the blogs")
      .and.contain("is not a web address");
  });
});
