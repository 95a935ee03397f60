import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { describeGenerator, type ExampleBlog, type Generator, openExample } from "./example-blog.ts";
import { promiseReaders } from "./journey.ts";

const program = process.env["TEST_HUGO"] || "hugo";
const hugo: Generator = {
  name: "hugo",
  command: (folder) => [program, "--cacheDir", `${folder}/.cache`],
  output: "public",
};

/** What is to be done where there is no Hugo that can go on after a failed request: `try` came with 0.141. */
function missing(): string | null {
  const { stdout } = spawnSync(program, ["version"], { encoding: "utf8" });
  const minor = Number(/^hugo v0\.(\d+)/.exec(stdout ?? "")?.[1] ?? 0);
  return minor >= 141 ? null : "install Hugo 0.141 or newer, or name it by TEST_HUGO";
}

describeGenerator("Hugo", missing(), () => {
  let blog: ExampleBlog | undefined;
  const at = () => blog as ExampleBlog;
  before(async () => {
    blog = await openExample(hugo);
    // Hugo asks nobody on the same machine unless that is allowed.
    await blog.edit("hugo.toml", "[params]", '[security.http]\nurls = [".*"]\n\n[params]');
  });
  after(() => blog?.close());

  promiseReaders(at, { list: "", first: "blog/first-light/", second: "blog/papier/", encoded: "blog/提灯/" });

  describe("with languages, aliases and relative links", () => {
    it("gives each language a thread of its own, in its words", async () => {
      await at().seed("de/blog/first-light/", "german", "Auf Deutsch");
      await at().build();
      const german = await at().read("de/blog/first-light/index.html");
      expect(german).to.contain("Auf Deutsch").and.contain("1 Kommentar").and.not.contain("The first comment");
      expect(await at().read("blog/first-light/index.html"))
        .to.contain("The first comment")
        .and.not.contain("Auf Deutsch");
    });

    it("leads from a post's older addresses to its one thread", async () => {
      const opened = await at().node.openThread(`${at().host.home}old/papier/`, { wait: true });
      expect(opened.kind === "thread" && opened.thread.page.url).to.equal(`${at().host.home}blog/papier/`);
    });

    it("names whole addresses also where links are relative", async () => {
      await at().edit("hugo.toml", "title =", "relativeURLs = true\ntitle =");
      await at().build();
      const page = await at().read("blog/papier/index.html");
      expect(page).to.contain(`<antiphon-comments id="comments" url="${at().host.home}blog/papier/"`);
      expect(page).to.contain(`<link rel="canonical" href="${at().host.home}blog/papier/"`);
    });
  });
});
