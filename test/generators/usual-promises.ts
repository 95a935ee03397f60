import { expect } from "chai";
import { describeGenerator, type ExampleBlog, type Generator, missingFromNpm, openExample } from "./example-blog.ts";
import { promiseReaders } from "./journey.ts";

/**
 * Describes what the blogs of generators promise whose examples have the same posts: to readers, and where a post moves from
 * `blog/` to `moved/` because `move`, a part of a file, is replaced.
 */
export function promiseUsual(
  title: string,
  generator: Generator,
  move: { file: string; from: string; to: string },
): void {
  const missing = missingFromNpm(generator.name);

  describeGenerator(title, missing, () => {
    let blog: ExampleBlog | undefined;
    before(async () => {
      blog = await openExample(generator);
    });
    after(() => blog?.close());

    promiseReaders(() => blog as ExampleBlog, {
      list: "",
      first: "blog/first-light/",
      second: "blog/papier/",
      encoded: "blog/提灯/",
    });
  });

  describeGenerator(`${title} after its posts have moved`, missing, () => {
    let blog: ExampleBlog | undefined;
    after(() => blog?.close());

    it("shows each with the comments that it had", async () => {
      blog = await openExample(generator);
      await blog.startNode();
      await blog.build();
      await blog.seed("blog/papier/", "a", "From before");
      await blog.edit(move.file, move.from, move.to);
      await blog.build();
      await blog.seed("moved/papier/", "b", "From since");
      await blog.build();
      expect(await blog.read("moved/papier/index.html"))
        .to.contain("From before")
        .and.contain("From since");
    });
  });
}
