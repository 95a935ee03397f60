import { expect } from "chai";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon push", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
  });
  afterEach(() => cli.close());
  const out = () => cli.out.splice(0).join("\n");

  it("shows where a blog tells of its posts, and makes the secret for that, which it shows then alone", async () => {
    expect(await cli.run("push", "blog")).to.equal(0);
    expect(out()).to.contain("There is no secret yet: antiphon push blog --new").and.contain("/api/hooks/blog");
    await cli.run("push", "blog", "--new");
    const [, secret] = /^Secret: {2}(\S+)$/m.exec(out()) ?? [];
    expect((await cli.world.pushKeys.get("blog"))?.secret).to.equal(secret);
    await cli.run("push", "blog");
    expect(out()).to.contain("/webhooks/ghost/blog/post.deleted").and.not.contain(secret);
    await cli.run("push", "blog", "--new");
    expect(out()).to.contain("Secret:").and.not.contain(secret);
  });

  it("shows what was told, and what became of it", async () => {
    const at = new Date("2026-11-01T12:00:00Z");
    await cli.world.arrivals.put({
      _id: "a",
      site: "blog",
      at,
      source: "ghost",
      event: "post.published",
      about: "https://blog.example/new",
      outcome: "done",
      said: "The post is known.",
      until: new Date("2026-12-01T12:00:00Z"),
    });
    await cli.run("push", "blog");
    expect(out()).to.contain(
      "2026-11-01 12:00  done: ghost post.published https://blog.example/new. The post is known.",
    );
  });

  it("takes the secret away, once", async () => {
    await cli.run("push", "blog", "--new");
    expect(await cli.run("push", "blog", "--close")).to.equal(0);
    expect(await cli.world.pushKeys.get("blog")).to.equal(null);
    expect(await cli.run("push", "blog", "--close")).to.not.equal(0);
  });
});
