import { expect } from "chai";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon webhooks", () => {
  let cli: Cli;
  let status: number;
  beforeEach(async () => {
    status = 200;
    cli = await openCli();
    await cli.world.sites.add(aSite());
    cli.outside.guarded = async ({ url }) => ({ status, url, headers: new Headers(), body: Buffer.alloc(0) });
  });
  afterEach(() => cli.close());
  const out = () => cli.out.splice(0).join("\n");

  it("adds, lists, tests and removes one", async () => {
    await cli.run("webhooks");
    expect(out()).to.contain("There is no webhook yet.");
    const given = [
      "generic",
      "https://program.example/in",
      "--name",
      "A program",
      "--events",
      "comment.held",
      "comment.spam",
    ];
    expect(await cli.run("webhooks", "add", ...given, "--site", "blog")).to.equal(0);
    const added = out();
    const id = /is added: (\w+)/.exec(added)?.[1] ?? "";
    expect(added).to.match(/signed with whsec_\S+,/);
    expect(await cli.world.webhooks.get(id)).to.deep.include({
      site: "blog",
      events: ["comment.held", "comment.spam"],
    });
    await cli.run("webhooks");
    expect(out()).to.contain(`${id}  A program (generic, https://program.example/…/in)`).and.not.contain("whsec_");
    expect(await cli.run("webhooks", "test", id)).to.equal(0);
    status = 500;
    expect(await cli.run("webhooks", "test", id)).to.equal(1);
    expect(cli.err.join()).to.contain("program.example answered 500.");
    out();
    await cli.run("webhooks");
    expect(out()).to.contain("last answer: program.example answered 500.");
    expect(await cli.run("webhooks", "resume", id)).to.equal(0);
    expect(await cli.run("webhooks", "remove", id)).to.equal(0);
    expect(await cli.run("webhooks", "remove", id)).to.equal(1);
    expect(await cli.world.webhooks.list()).to.deep.equal([]);
  });

  it("are looked at by the doctor", async () => {
    const line = () =>
      out()
        .split("\n")
        .find((text) => text.slice(6).startsWith("webhooks: "));
    await cli.run("doctor");
    expect(line()).to.equal(undefined);
    await cli.run("webhooks", "add", "slack", "https://hooks.example/x");
    await cli.run("doctor");
    expect(line()).to.match(/^ok .*1 webhook takes messages\./);
    const [hook] = await cli.world.webhooks.list();
    const since = cli.world.clock.now();
    await cli.world.webhooks.change(hook?._id ?? "", {
      failingSince: since,
      stoppedAt: since,
      fault: "It answered 404.",
    });
    await cli.run("doctor");
    expect(line()).to.match(/^warn .*was stopped: It answered 404\./);
  });

  it("says what is wrong", async () => {
    expect(await cli.run("webhooks", "add", "irc", "https://a.example")).to.equal(2);
    expect(cli.err.join()).to.contain("Choose one of generic, ntfy");
    expect(await cli.run("webhooks", "add", "slack", "https://a.example", "--events", "all")).to.equal(2);
  });
});
