import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { describeGenerator, type ExampleBlog, type Generator, openExample } from "./example-blog.ts";
import { promiseReaders } from "./journey.ts";

const jekyll: Generator = { name: "jekyll", command: () => ["jekyll", "build"], output: "_site" };
const missing = spawnSync("jekyll", ["--version"]).status === 0 ? null : "install Jekyll, such as Debian's package";

describeGenerator("Jekyll", missing, () => {
  let blog: ExampleBlog | undefined;
  const at = () => blog as ExampleBlog;
  before(async () => {
    blog = await openExample(jekyll);
  });
  after(() => blog?.close());

  promiseReaders(at, { list: "", first: "blog/first-light/", second: "blog/papier/", encoded: "blog/提灯/" });

  describe("without plugins", () => {
    it("leaves comments to the script where no plugin may run, as on GitHub Pages", async () => {
      await at().edit("_config.yml", "baseurl:", "safe: true\nbaseurl:");
      const printed = await at().build();
      expect(printed).to.not.contain("Antiphon:");
      const page = await at().read("blog/first-light/index.html");
      expect(page).to.match(
        /<antiphon-comments [^>]*><a href="[^"]*\/thread\?url=http[^"]*">Comments<\/a><\/antiphon-comments>/,
      );
    });
  });
});
