import { expect } from "chai";
import type { CommentState } from "../../src/domain/comment.ts";
import { owner } from "../../src/domain/moderator.ts";
import { sentenceIn } from "../../src/domain/verdict.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { onEveryStore } from "../helpers/stores.ts";
import { seen, unseen } from "../moderation/corpus.ts";

const minute = 60_000;
const words = (texts: readonly string[]) => texts.filter((text) => !text.includes("https://")).slice(0, 10);

/** A blog that publishes at once, its owner, and somebody who comes again and again. */
onEveryStore("spam", (store) => {
  const clock = createTestClock();
  let blog: Blog;
  let node: TestNode;
  let env: Record<string, string>;
  let page: string;

  before(async () => {
    blog = await startBlog();
    blog.publish({ slug: "first" });
    page = blog.urlOf("first");
    env = { ANTIPHON_SITE: blog.home, ANTIPHON_SECRET: "a secret that lasts longer than a process", ...store.env() };
    node = await startNode(clock, env);
    await node.page(page);
    await settle(node);
  });
  after(() => closeAll(node, blog));

  async function write(text: string): Promise<void> {
    clock.advance(10 * minute);
    const { status } = await node.post(page, { text });
    expect(status, text).to.equal(303);
  }
  const inState = async (state: CommentState) => (await node.world.comments.inState(state, { limit: 100 })).items;

  it("is published at first, and sorted out by the owner", async () => {
    for (const text of words(seen.ham)) await write(text);
    clock.advance(24 * 60 * minute);
    for (const text of words(seen.spam)) await write(text);
    const decide = createDecide(node.world);
    for (const { _id } of (await inState("published")).slice(0, 10)) await decide(_id, "spam", owner);
    expect(await node.texts(page)).to.have.lengthOf(10);
  });

  it("waits for the owner from then on, with the reason, as ever after a restart", async () => {
    await node.close();
    node = await startNode(clock, env);
    const [spam = ""] = words(unseen.spam).filter((text) => text.includes("WhatsApp"));
    await write(spam);
    const [held] = await inState("held");
    expect(held?.source.text).to.equal(spam);
    expect(held?.heldFor.map(sentenceIn).join()).to.contain("“whatsapp”");
    await write("Thank you, the part about the queue was new to me.");
    expect(await node.texts(page)).to.have.lengthOf(11);
  });

  it("is judged by nothing where the owner wants that", async () => {
    await node.close();
    node = await startNode(clock, { ...env, ANTIPHON_SPAM: "off" });
    await write("Make money from home with crypto trading, contact me on WhatsApp today: https://far.example/");
    expect(await node.texts(page)).to.have.lengthOf(12);
  });

  it("is gone for good after a month", async () => {
    expect(await inState("spam")).to.have.lengthOf(10);
    clock.advance(31 * 24 * 60 * minute);
    await node.sweep();
    expect(await inState("spam")).to.have.lengthOf(0);
    const words = (await inState("removed")).map(({ source }) => source.text);
    expect(words).to.deep.equal(Array(10).fill(""));
    expect(await node.texts(page)).to.have.lengthOf(12);
  });
});
