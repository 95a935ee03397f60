import { expect } from "chai";
import type { Node } from "../../src/cli/node.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { Problem } from "../../src/domain/problem.ts";
import { type Cli, openCli } from "./helpers/node.ts";

describe("antiphon inspect", () => {
  let cli: Cli;
  let steps: Finding[];
  beforeEach(async () => {
    cli = await openCli();
    steps = [{ mark: "ok", subject: "webfinger", sentence: "it is there." }];
    const compose = cli.compose;
    const inspect: Node["inspect"] = async function* (what, outside) {
      if (what === "nonsense") throw new Problem("invalid", "That is neither a handle nor an address.");
      yield* steps;
      if (what.startsWith("https:")) yield await seen(outside({ url: what, maxBytes: 10, timeoutMs: 1000 }));
    };
    cli.compose = async (...given) => ({ ...(await compose(...given)), inspect });
  });
  afterEach(() => cli.close());

  async function seen(asked: Promise<{ status: number; body: Buffer }>): Promise<Finding> {
    const { status, body } = await asked.catch((error: unknown) => ({ status: 0, body: Buffer.from(String(error)) }));
    return { mark: "ok", subject: "asked", sentence: `${status} ${body.toString()}` };
  }

  it("prints a line for each step", async () => {
    steps.push({ mark: "warn", subject: "moved", sentence: "to elsewhere." });
    expect(await cli.run("inspect", "@ada@social.example")).to.equal(0);
    expect(cli.out).to.deep.equal(["ok    webfinger: it is there.", "warn  moved: to elsewhere."]);
  });

  it("fails when something keeps the servers apart, or the words name nothing", async () => {
    steps.push({ mark: "fail", subject: "key", sentence: "there is none." });
    expect(await cli.run("inspect", "@ada@social.example")).to.equal(1);
    expect(await cli.run("inspect", "nonsense")).to.equal(2);
    expect(cli.err.at(-1)).to.equal("That is neither a handle nor an address.");
  });

  it("asks as the operator's machine does, with a bound and a sentence for what fails", async () => {
    cli.outside.fetch = () => Promise.resolve(new Response("short", { status: 203 }));
    await cli.run("inspect", "https://node.example/");
    expect(cli.out.at(-1)).to.equal("ok    asked: 203 short");
    cli.outside.fetch = () => Promise.resolve(new Response("far too long"));
    await cli.run("inspect", "https://node.example/");
    expect(cli.out.at(-1)).to.contain("https://node.example/ sends more than 10 bytes.");
    cli.outside.fetch = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }));
    await cli.run("inspect", "https://node.example/");
    expect(cli.out.at(-1)).to.contain("node.example cannot be reached from here (ECONNREFUSED)");
  });
});
