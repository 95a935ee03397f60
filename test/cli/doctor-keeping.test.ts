import { expect } from "chai";
import { storeVersion } from "../../src/store/upgrades/all.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon doctor, on how the store is kept", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    cli.env = { ANTIPHON_URL: "http://localhost:8080" };
  });
  afterEach(() => cli.close());

  const line = (subject: string) => cli.out.find((text) => text.slice(6).startsWith(subject)) ?? "";

  it("fails when the database is damaged, and says what to do", async () => {
    cli.faults = ["row 3 missing from index comments_by_number", "row 4 missing from index comments_by_number"];
    expect(await cli.run("doctor")).to.equal(1);
    expect(line("integrity")).to.match(/^fail/).and.to.contain("row 3 missing").and.contain("(and 1 other fault)");
  });

  it("tells the versions, and warns of nodes of another one", async () => {
    await cli.run("doctor");
    expect(line("version")).to.contain(`Antiphon 1.2.3, and a store of version ${storeVersion}.`);
    const now = cli.world.clock.now();
    const until = new Date(now.getTime() + 1000);
    await cli.world.nodes.say({ _id: "n", program: "1.0.0", knows: 1, startedAt: now, until });
    cli.out.length = 0;
    await cli.run("doctor");
    expect(line("version")).to.match(/^warn/).and.to.contain("nodes with Antiphon 1.0.0 serve it as well");
  });

  it("warns where backups are asked for and none is made", async () => {
    expect((await cli.run("doctor"), line("backups")))
      .to.match(/^ok/)
      .and.to.contain("ANTIPHON_BACKUP_DIR");
    cli.env = { ...cli.env, ANTIPHON_BACKUP_DIR: "/backups" };
    cli.out.length = 0;
    await cli.run("doctor");
    expect(line("backups")).to.match(/^warn/).and.to.contain("none was made yet");
    cli.env = { ...cli.env, ANTIPHON_STORE: "sqlite::memory:" };
    cli.out.length = 0;
    await cli.run("doctor");
    expect(line("backups")).to.match(/^ok/).and.to.contain("the store is in memory");
  });
});
