import { expect } from "chai";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { listenTo } from "../helpers/event-stream.ts";
import { onEveryStore } from "../helpers/stores.ts";

onEveryStore("open pages", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let env: Record<string, string>;
  let one: TestNode;
  let two: TestNode;
  let page: string;

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "first" });
    page = blog.urlOf("first");
    env = {
      ANTIPHON_SITE: blog.home,
      ANTIPHON_SECRET: "a secret that both nodes share with each other",
      ...store.env(),
    };
    one = await startNode(clock, env);
    two = await startNode(clock, env);
    await one.page(page);
    await settle(one);
  });
  after(() => closeAll(one, two, blog));

  it("hear of a comment that another node on the same store took in", async () => {
    const stream = await listenTo(`${two.url}/live?url=${encodeURIComponent(page)}`);
    expect(await stream.next()).to.include({ shown: 0 });
    await one.post(page, { text: "Said to the other node.", author: "Anna" });
    await settle(one);
    await two.tick();
    const { number } = await one.find("Said to the other node.");
    expect(await stream.next()).to.deep.include({ shown: 1, lately: [[number, null]] });
    stream.close();
  });

  it("do not keep a node from closing", async () => {
    const stream = await listenTo(`${two.url}/live?url=${encodeURIComponent(page)}`);
    await stream.next();
    await two.close();
    expect(await stream.next()).to.equal(null);
  });
});
