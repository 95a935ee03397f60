import { expect } from "chai";
import { describeGenerator, type ExampleBlog, type Generator, missingFromNpm, openExample } from "./example-blog.ts";
import { promiseUsual } from "./usual-promises.ts";

const hexo: Generator = {
  name: "hexo",
  command: (folder) => [process.execPath, `${folder}/node_modules/hexo/bin/hexo`, "generate"],
  output: "public",
};

promiseUsual("Hexo", hexo, { file: "_config.yml", from: "permalink: blog/", to: "permalink: moved/" });

describeGenerator("Hexo below a path", missingFromNpm("hexo"), () => {
  let blog: ExampleBlog | undefined;
  after(() => blog?.close());

  it("names each page by the address that it has on the web, in lists as well", async () => {
    blog = await openExample(hexo, "/notes/");
    const { home } = blog.host;
    await blog.edit("_config.yml", new URL(home).origin, home.replace(/\/$/, "\nroot: /notes/"));
    await blog.startNode();
    await blog.build();
    await blog.seed("blog/提灯/", "a", "Below a path");
    await blog.build();
    const address = encodeURI(`${home}blog/提灯/`);
    expect(await blog.read("blog/提灯/index.html"))
      .to.contain(`rel="canonical" href="${address}"`)
      .and.contain("Below a path");
    expect(await blog.read("index.html")).to.contain(`data-antiphon-count="${address}">1 comment`);
  });
});
