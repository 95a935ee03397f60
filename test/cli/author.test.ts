import { expect } from "chai";
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

  it("wants to know which blog, where there are several", async () => {
    await cli.world.sites.add(aSite({ _id: "other", home: "https://other.example/", handle: "other" }));
    expect(await cli.run("author", "@eve@bad.example")).to.equal(2);
    expect(cli.err.join()).to.contain("--site");
    expect(await cli.run("author", "@eve@bad.example", "--site", "other")).to.equal(0);
    expect((await cli.world.sites.get("blog"))?.writers).to.equal(undefined);
  });
});
