import { expect } from "chai";
import { aProfile } from "../helpers/quote.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon author", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
  });
  afterEach(() => cli.close());
  const out = () => cli.out.splice(0).join("\n");

  it("names an account, lists it, and names it no longer", async () => {
    await cli.run("author");
    expect(out()).to.equal("No account is named.");
    expect(await cli.run("author", "@eve@bad.example")).to.equal(0);
    expect(out()).to.contain("Answers from @eve@bad.example (https://bad.example/users/eve)");
    expect((await cli.world.sites.get("blog"))?.epoch).to.equal(1);
    await cli.run("author");
    expect(out()).to.equal("@eve@bad.example  https://bad.example/users/eve");
    expect(await cli.run("author", "@Eve@bad.example", "--remove")).to.equal(0);
    expect((await cli.world.sites.get("blog"))?.writers).to.deep.equal([]);
    expect(await cli.run("author", "@eve@bad.example", "--remove")).to.equal(1);
  });

  it("tells where a named account has moved, and names the new one for nobody", async () => {
    await cli.run("author", "@eve@bad.example");
    const [old, to] = ["https://bad.example/users/eve", "https://new.example/users/eve"];
    await cli.world.profiles.put(aProfile({ _id: old, movedTo: to }));
    await cli.world.profiles.put(aProfile({ _id: to, handle: "eve@new.example", keys: [], aliases: [] }));
    out();
    await cli.run("author");
    expect(out()).to.equal(`@eve@bad.example  ${old}`);
    await cli.world.profiles.put(aProfile({ _id: to, handle: "eve@new.example", keys: [], aliases: [old] }));
    await cli.run("author");
    expect(out()).to.contain(`It has moved to @eve@new.example: antiphon author ${to}`);
    expect((await cli.world.sites.get("blog"))?.writers).to.have.lengthOf(1);
  });

  it("wants to know which blog, where there are several", async () => {
    await cli.world.sites.add(aSite({ _id: "other", home: "https://other.example/", handle: "other" }));
    expect(await cli.run("author", "@eve@bad.example")).to.equal(2);
    expect(cli.err.join()).to.contain("--site");
    expect(await cli.run("author", "@eve@bad.example", "--site", "other")).to.equal(0);
    expect((await cli.world.sites.get("blog"))?.writers).to.equal(undefined);
  });
});
