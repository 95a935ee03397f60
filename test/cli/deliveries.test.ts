import { expect } from "chai";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon deliveries", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
  });
  afterEach(() => cli.close());

  const now = () => cli.world.clock.now();
  const put = (lane: string, count: number) =>
    cli.world.jobs.put(
      Array.from({ length: count }, (_, i) => ({ id: `${lane} ${i}`, kind: "deliver", lane, payload: {} })),
      now(),
    );

  it("says so when nothing waits", async () => {
    expect(await cli.run("deliveries")).to.equal(0);
    expect(cli.out).to.deep.equal(["Nothing waits, and no server is in trouble."]);
  });

  it("lists the queue by server, each with how it does and what it answered", async () => {
    await put("a.example", 2);
    const in1Hour = new Date(now().getTime() + 3_600_000);
    const changes = { failures: 5, failingSince: now(), restsUntil: in1Hour, fault: "a.example answered 502." };
    await cli.world.hosts.note("a.example", changes, now());
    await cli.world.hosts.note("b.example", { refusals: 1, refusedSince: now(), fault: "b.example refuses." }, now());
    expect(await cli.run("deliveries")).to.equal(0);
    expect(cli.out).to.deep.equal([
      "a.example  2 waiting, 0 given up, next due 2026-11-02 12:00",
      "    Left alone until 2026-11-02 13:00; then one delivery tries it.",
      "    Failing since 2026-11-02 12:00: 5 tries in a row.",
      "    last answer: a.example answered 502.",
      "b.example  0 waiting, 0 given up",
      "    Refuses since 2026-11-02 12:00: what was sent.",
      "    last answer: b.example refuses.",
    ]);
    cli.out.length = 0;
    await cli.run("deliveries", "b.example");
    expect(cli.out[0]).to.equal("b.example  0 waiting, 0 given up");
  });

  it("goes on after a long list", async () => {
    for (let i = 100; i < 160; i++) await put(`h${i}.example`, 1);
    await cli.run("deliveries");
    expect(cli.out).to.have.length(50);
    expect(cli.err).to.deep.equal(["There are more: --after h149.example shows them."]);
    cli.out.length = 0;
    await cli.run("deliveries", "--after", "h149.example");
    expect(cli.out).to.have.length(10);
  });

  it("tries a server again now, and drops what waits for another", async () => {
    await put("a.example", 1);
    await put("b.example", 3);
    const later = new Date(now().getTime() + 86_400_000);
    await cli.world.hosts.note("a.example", { failures: 9, restsUntil: later }, now());
    expect(await cli.run("deliveries", "a.example", "--retry")).to.equal(0);
    expect(await cli.run("deliveries", "b.example", "--drop")).to.equal(0);
    expect(cli.out).to.deep.equal(["1 delivery to a.example will be tried now.", "3 deliveries to b.example dropped."]);
    expect((await cli.world.hosts.get("a.example"))?.restsUntil).to.equal(null);
    expect(await cli.world.jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
  });

  it("fails with a sentence where there is nothing, no server is named, or both are asked for", async () => {
    expect(await cli.run("deliveries", "a.example", "--drop")).to.equal(1);
    expect(cli.err.join(" ")).to.contain("Nothing waits for a.example.");
    expect(await cli.run("deliveries", "--retry")).not.to.equal(0);
    expect(cli.err.join(" ")).to.contain("Name the server");
    expect(await cli.run("deliveries", "a.example", "--retry", "--drop")).not.to.equal(0);
  });
});
