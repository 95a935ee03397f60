import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { aComment } from "../helpers/comment.ts";
import { aThread } from "../helpers/thread.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon audit", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    await cli.world.threads.add(aThread({ site: "blog" }));
  });
  afterEach(() => cli.close());

  it("says that nothing was done", async () => {
    expect(await cli.run("audit")).to.equal(0);
    expect(cli.out).to.deep.equal(["Nothing was done yet."]);
  });

  it("tells who did what, the newest last, and of one alone when asked", async () => {
    for (const number of [1, 2]) await cli.world.comments.add(aComment({ _id: `c${number}`, number, site: "blog" }));
    await createDecide(cli.world)("c1", "hide", owner);
    expect(await cli.run("spam", "2")).to.equal(0);
    cli.out.length = 0;
    expect(await cli.run("audit")).to.equal(0);
    const lines = cli.out.map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}/, ""));
    expect(lines).to.have.members([
      "the owner hid a comment: #1 by Anna",
      "the command line sorted a comment out as spam: #2 by Anna",
    ]);
    cli.out.length = 0;
    expect(await cli.run("audit", "--by", "owner")).to.equal(0);
    expect(cli.out).to.have.length(1);
  });

  it("says that there is more", async () => {
    const entry = { by: owner, act: "comment.hide", site: null, subject: "c", label: "#1", detail: "why" } as const;
    const times = { createdAt: new Date(1_000), until: new Date(Date.UTC(2100, 0)) };
    await cli.world.audit.add(Array.from({ length: 60 }, (_, i) => ({ _id: `a${i}`, ...entry, ...times })));
    expect(await cli.run("audit")).to.equal(0);
    expect(cli.err).to.deep.equal(["More was done before: --all shows it."]);
    cli.out.length = 0;
    expect(await cli.run("audit", "--all")).to.equal(0);
    expect(cli.out).to.have.length(120);
  });
});
