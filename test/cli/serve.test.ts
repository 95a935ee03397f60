import { expect } from "chai";
import { Problem } from "../../src/domain/problem.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon serve", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
  });
  afterEach(() => cli.close());

  async function served(env: Record<string, string> = {}): Promise<string> {
    cli.env = env;
    cli.out.length = 0;
    cli.stop();
    expect(await cli.run("serve")).to.equal(0);
    return cli.out.join("\n");
  }

  it("prints its address and the owner's link", async () => {
    const text = await served();
    expect(text).to.contain("Antiphon 1.2.3 is running: open http://localhost:8080/");
    expect(text).to.contain("Owner: https://comments.example.org/admin/login?token=abc (works once");
  });

  it("prints the port that it was given when it asked for any", async () => {
    expect(await served({ PORT: "0" })).to.contain("open http://127.0.0.1:8080/");
  });

  it("prints the public address where there is one, and where it listens", async () => {
    const text = await served({ ANTIPHON_URL: "https://comments.example.com" });
    expect(text)
      .to.contain("open https://comments.example.com/")
      .and.to.contain("It listens at http://127.0.0.1:8080.");
    expect(text).not.to.contain("Fediverse: waits");
  });

  it("says that it shows the demo while no site is set, and how to set one", async () => {
    expect(await served())
      .to.contain("Demo: no blog is set")
      .and.to.contain("Set ANTIPHON_SITE");
  });

  it("sends nobody for another link to a command that cannot reach what is in memory", async () => {
    expect(await served())
      .to.contain("(works once; restart for a new one)")
      .and.not.to.contain("antiphon login");
    await cli.world.sites.add(aSite());
    expect(await served()).to.contain("(works once; `antiphon login` prints another)");
    expect(await served({ ANTIPHON_STORE: "sqlite::memory:" })).to.contain("(works once; restart for a new one)");
  });

  it("says nothing of a demo once there is a site", async () => {
    await cli.world.sites.add(aSite());
    expect(await served()).not.to.contain("Demo");
  });

  it("says on localhost that federation waits for a public address", async () => {
    expect(await served())
      .to.contain("Fediverse: waits, as other servers cannot reach http://localhost:8080.")
      .and.to.contain("Set ANTIPHON_URL");
  });

  it("warns loudly when private addresses are allowed", async () => {
    const text = await served({ ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "on" });
    expect(text).to.contain("WARNING: ANTIPHON_ALLOW_PRIVATE_ADDRESSES is on").and.not.to.contain("Fediverse: waits");
    expect(await served()).not.to.contain("WARNING");
  });

  it("runs until it is asked to stop, then closes the node", async () => {
    const node = await cli.compose({} as never);
    const closing: string[] = [];
    cli.compose = () => Promise.resolve({ ...node, close: async () => void closing.push("closed") });
    const running = cli.run("serve");
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([cli.out.length > 0, closing.length]).to.deep.equal([true, 0]);
    cli.stop();
    expect(await running).to.equal(0);
    expect(closing).to.deep.equal(["closed"]);
    expect(cli.err).to.deep.equal(["Stopping: running requests may end.", "Stopped."]);
  });

  for (const [code, sentence] of [
    ["EADDRINUSE", "Port 8080 is taken by another program. Stop that one, or choose another port: PORT=8081."],
    ["EACCES", "Port 8080 needs rights that this user does not have. Choose one above 1023: PORT=8081."],
    [
      "EADDRNOTAVAIL",
      "127.0.0.1 is no address of this machine. Set ANTIPHON_HOST to one that is, or to 0.0.0.0 for all.",
    ],
  ] as const) {
    it(`exits with 1 and a sentence for ${code}, and closes the store`, async () => {
      const node = await cli.compose({} as never);
      const closing: string[] = [];
      const listen = () => Promise.reject(Object.assign(new Error(`listen ${code}`), { code }));
      cli.compose = () => Promise.resolve({ ...node, listen, close: async () => void closing.push("closed") });
      expect(await cli.run("serve")).to.equal(1);
      expect([cli.out, cli.err, closing]).to.deep.equal([[], [sentence], ["closed"]]);
    });
  }

  it("exits with 1 and the sentence of a store that is away", async () => {
    cli.compose = () =>
      Promise.reject(new Problem("busy", "The store mongodb://me:s3cr3t@db does not answer. Is it running?"));
    expect(await cli.run("serve")).to.equal(1);
    expect(cli.err).to.deep.equal(["The store mongodb://…@db does not answer. Is it running?"]);
  });
});
