import { expect } from "chai";
import { aComment, mira } from "../helpers/comment.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

const day = 86_400_000;

describe("antiphon: rules", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite({ _id: "site" }));
    await cli.world.comments.add(aComment({ _id: "a", author: mira, origin: "fediverse" }));
  });
  afterEach(() => cli.close());

  const rule = async (id: string) => (await cli.world.blocks.among([id]))[0];
  const said = async (...args: string[]) => {
    cli.out.length = 0;
    const code = await cli.run(...args);
    return { code, out: [...cli.out] };
  };

  it("sets rules of every kind, by what they look like or by what is said of them", async () => {
    const kinds: [string[], string][] = [
      [["@eve@bad.example"], "actor"],
      [["bad.example"], "host"],
      [["*.Bad2.example"], "host"],
      [["casino"], "word"],
      [["cheap pills"], "word"],
      [['"bad.example"'], "word"],
      [["*@mail.example"], "mail"],
      [["mail2.example", "--kind", "mail"], "mail"],
      [["192.0.2.0/24"], "network"],
      [["2001:db8::1"], "network"],
      [["*"], "host"],
    ];
    for (const [args, kind] of kinds) {
      expect((await said("block", ...args)).code, args.join(" ")).to.equal(0);
      const ids = (await cli.world.blocks.list()).map(({ _id }) => _id);
      expect(ids.filter((id) => id.startsWith(`${kind}:`)).length, args.join(" ")).to.equal(1);
      for (const id of ids) await cli.world.blocks.remove(id);
    }
  });

  it("takes a rule back by what it was made with", async () => {
    for (const typed of [
      "@eve@bad.example",
      "bad.example",
      "*.Bad2.example",
      "https://bad3.example/",
      "http://localhost",
      "casino",
      "Cheap  pills",
      '"bad.example"',
      "*@Mail.example",
      "192.0.2.7/24",
      "2001:db8::1",
      "*",
    ]) {
      expect((await said("block", typed)).code, typed).to.equal(0);
      expect((await said("unblock", typed)).code, typed).to.equal(0);
      expect(await cli.world.blocks.list(), typed).to.deep.equal([]);
    }
  });

  it("takes nobody's rule back for their server's, nor their server's for theirs", async () => {
    await cli.run("block", "bad.example");
    expect((await said("unblock", "https://bad.example/users/eve")).code).to.equal(1);
    expect((await said("unblock", "@eve@bad.example")).code).to.equal(1);
    expect(await rule("host:bad.example")).to.include({ value: "bad.example" });
  });

  it("takes a severity, an end, a note and a reason", async () => {
    const args = ["--severity", "hold,media", "--until", "30d", "--note", "Mine.", "--reason", "Rude."];
    const { out } = await said("block", "far.example", ...args);
    expect(out).to.deep.equal([
      "The server far.example: waits for you, no pictures, until 2026-12-02. 0 comments hidden, 0 followers dropped.",
    ]);
    expect(await rule("host:far.example")).to.deep.include({
      severity: "hold",
      rejects: ["media"],
      note: "Mine.",
      reason: "Rude.",
      until: new Date(Date.parse("2026-11-02T12:00:00Z") + 30 * day),
    });
    expect((await cli.world.comments.get("a"))?.plain).to.equal(true);
    expect((await said("blocks")).out).to.deep.equal([
      "server  far.example  Waits for you, no pictures, until 2026-12-02  2026-11-02  Mine.",
    ]);
  });

  it("lets a day that is the end belong to the rule", async () => {
    await cli.run("block", "far.example", "--until", "2026-12-31");
    expect((await rule("host:far.example"))?.until).to.deep.equal(new Date("2027-01-01T00:00:00Z"));
  });

  it("deletes for good what is there when it is told to", async () => {
    const { out } = await said("block", "far.example", "--delete");
    expect(out[0]).to.contain("1 deleted for good");
    expect((await cli.world.comments.get("a"))?.state).to.equal("removed");
  });

  for (const [args, sentence] of [
    [["com"], "Anybody can have a name below “com”"],
    [["co.uk"], "Anybody can have a name below “co.uk”"],
    [["far.example", "--severity", "ban"], "“ban” is no severity"],
    [["far.example", "--severity", "hold,block"], "is no severity"],
    [["far.example", "--until", "soon"], "“soon” is no end"],
    [["far.example", "--until", "2020-01-01"], "must lie in the future"],
    [["10.0.0.0/4"], "too wide"],
    [["a*"], "could stand for almost anything"],
  ] as const)
    it(`refuses “${args.join(" ")}” with a sentence`, async () => {
      expect(await cli.run("block", ...args)).to.equal(2);
      expect(cli.err.join("\n")).to.contain(sentence);
      expect(await cli.world.blocks.list()).to.deep.equal([]);
    });

  it("tells what a list would do, then does it, and names each line that it refuses", async () => {
    await cli.run("block", "held.example", "--severity", "hold");
    cli.files["list.csv"] = "#domain,#severity\nfar.example,suspend\nheld.example,suspend\nexa**le.example,suspend";
    const dry = await said("blocks", "import", "list.csv", "--dry-run");
    expect(dry.code).to.equal(1);
    expect(dry.out).to.deep.equal([
      "1 new rule, 0 as they are here, 1 conflict, 1 refused.",
      "line 3: held.example: Waits for you here, Blocked in the list (stricter): kept as it is here",
      "line 4: “exa**le.example” is masked with stars, so that nobody can tell whom it means.",
      "Its blocks cover 1 person who commented, and 0 followers.",
      "Nothing was written: this was a dry run.",
    ]);
    expect(await cli.world.blocks.list()).to.have.lengthOf(1);
    const done = await said("blocks", "import", "list.csv", "--conflicts", "stricter");
    expect(done.out.at(-1)).to.equal("2 rules set: 1 comment hidden, 0 followers dropped.");
    expect(await cli.run("blocks", "import", "nowhere.csv")).to.equal(1);
    expect(cli.err.join("\n")).to.contain("There is no file nowhere.csv.");
  });

  it("holds for one blog where it is told to, in lists as well", async () => {
    await cli.world.sites.add(aSite({ _id: "other", handle: "other", home: "https://other.example/" }));
    await cli.run("block", "far.example", "--site", "other");
    await cli.run("block", "far.example", "--severity", "hold");
    cli.files["list.csv"] = "near.example\n";
    expect((await said("blocks", "import", "list.csv", "--site", "https://other.example/")).code).to.equal(0);
    const ids = (await cli.world.blocks.list()).map(({ _id }) => _id);
    expect(ids).to.have.members(["host:far.example", "other/host:far.example", "other/host:near.example"]);
    expect((await said("blocks")).out.map((line) => line.split(/ {2,}/).slice(0, 3).join("|"))).to.have.members([
      "server|on other|near.example",
      "server|everywhere|far.example",
      "server|on other|far.example",
    ]);
    expect((await said("blocks", "--site", "other")).out).to.have.lengthOf(2);
    const exported = (await said("blocks", "export", "--format", "domains", "--site", "other")).out.join("\n");
    expect(exported.split("\n")).to.have.members(["near.example", "far.example"]);
    expect((await said("blocks", "export", "--format", "domains")).out).to.deep.equal([""]);
    await cli.run("unblock", "far.example", "--site", "other");
    expect((await cli.world.blocks.list()).map(({ _id }) => _id)).to.not.include("other/host:far.example");
    expect(await cli.run("block", "far.example", "--site", "nobody")).to.equal(1);
    expect(cli.err.join("\n")).to.contain("nobody is none of the blogs");
  });

  it("writes what it has as others read it", async () => {
    await cli.run("block", "far.example", "--reason", "Spam");
    expect((await said("blocks", "export")).out).to.deep.equal([
      "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate",
      "far.example,suspend,false,false,Spam,false",
    ]);
    expect((await said("blocks", "export", "--format", "domains")).out).to.deep.equal(["far.example"]);
  });
});
