import { expect } from "chai";
import { describeGenerator, type ExampleBlog, type Generator, missingFromNpm, openExample } from "./example-blog.ts";
import { promiseUsual } from "./usual-promises.ts";

const eleventy: Generator = {
  name: "eleventy",
  command: (folder) => [process.execPath, `${folder}/node_modules/@11ty/eleventy/cmd.cjs`],
  output: "_site",
};

promiseUsual("Eleventy", eleventy, {
  file: "src/blog/papier.md",
  from: "title:",
  to: "permalink: /moved/papier/\ntitle:",
});

describeGenerator("Eleventy below a path", missingFromNpm("eleventy"), () => {
  let blog: ExampleBlog | undefined;
  after(() => blog?.close());

  it("names each page by the address that it has on the web, in lists as well", async () => {
    blog = await openExample(eleventy, "/notes/");
    const { home } = blog.host;
    await blog.edit("eleventy.config.js", `${new URL(home).origin}/`, home);
    await blog.startNode();
    await blog.build();
    await blog.seed("blog/papier/", "a", "Below a path");
    await blog.build();
    const post = await blog.read("blog/papier/index.html");
    expect(post).to.contain(`rel="canonical" href="${home}blog/papier/"`).and.contain("Below a path");
    const list = await blog.read("index.html");
    expect(list)
      .to.contain('href="/notes/blog/papier/"')
      .and.contain(`data-antiphon-count="${home}blog/papier/">1 comment`);
  });
});
