import { existsSync, readFileSync, statSync } from "node:fs";
import { expect } from "chai";
import { createHtml } from "../../src/html/html.ts";
import { aComment } from "../helpers/comment.ts";
import { createFolder } from "../helpers/isso-db.ts";
import { aThread } from "../helpers/thread.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon export", () => {
  const folder = createFolder();
  after(() => folder.clear());
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    Object.assign(cli.world, { html: createHtml() });
    await cli.world.sites.add(aSite());
    await cli.world.threads.add(aThread({ _id: "t1", site: "blog" }));
    const anna = { kind: "visitor", name: "Anna", website: null, email: "anna@example.org", hash: "hash" } as const;
    await cli.world.comments.add(aComment({ _id: "c1", site: "blog", thread: "t1", author: anna }));
    await cli.world.comments.add(aComment({ _id: "c2", number: 2, site: "blog", thread: "t1", state: "held" }));
  });
  afterEach(() => cli.close());

  const typesIn = (text: string) => [...text.matchAll(/^\{"type":"(\w+)"/gm)].map(([, type]) => type);

  it("writes everything to standard output, and says that it is private", async () => {
    expect(await cli.run("export", "antiphon")).to.equal(0);
    expect(typesIn(cli.out.join(""))).to.deep.equal(["blog", "thread", "comment", "comment", "end"]);
    expect(cli.out.join("")).to.contain("anna@example.org");
    expect(cli.err.join("\n")).to.contain("keep it to yourself");
    const [entry] = (await cli.world.audit.list({}, { limit: 1 })).items;
    expect(entry).to.deep.include({ act: "content.export", label: "Antiphon", detail: "with what is private" });
  });

  it("writes what readers see to a new file that nobody else reads, and never over one that is there", async () => {
    const file = folder.file("all.ndjson");
    expect(await cli.run("export", "antiphon", "--public", "--site", "blog", "--out", file)).to.equal(0);
    expect(typesIn(readFileSync(file, "utf8"))).to.deep.equal(["blog", "thread", "comment", "end"]);
    expect(readFileSync(file, "utf8")).to.not.contain("anna@example.org");
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(cli.err).to.deep.equal([`Wrote ${file}.`]);
    expect(await cli.run("export", "antiphon", "--out", file)).to.equal(1);
    expect(cli.err.at(-1)).to.contain("exists already");
    expect(await cli.run("export", "antiphon", "--out", folder.file("none/all.ndjson"))).to.equal(2);
    expect(await cli.run("export", "antiphon", "--site", "other")).to.equal(1);
  });

  it("leaves no half file behind", async () => {
    cli.world.histories.of = () => Promise.reject(new Error("The disk is gone."));
    const file = folder.file("half.ndjson");
    expect(await cli.run("export", "antiphon", "--out", file)).to.equal(1);
    expect(existsSync(file)).to.equal(false);
  });
});
