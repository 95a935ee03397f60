import { expect } from "chai";
import type { SafeHtml } from "../../../src/domain/brand.ts";
import type { Comment } from "../../../src/domain/comment.ts";
import type { World } from "../../../src/domain/ports.ts";
import { createRenderAgain } from "../../../src/usecases/publish/render-again.ts";
import { aComment } from "../../helpers/comment.ts";
import { aSite, aThread } from "../../helpers/thread.ts";
import { createTestWorld } from "../../helpers/web.ts";

describe("render-again", () => {
  let world: World;
  let close: () => Promise<void>;
  let renderAgain: () => Promise<number>;
  beforeEach(async () => {
    const made = await createTestWorld();
    world = { ...made.world, html: { ...made.world.html, renderer: 2 } };
    close = () => made.store.close();
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    renderAgain = createRenderAgain(world);
  });
  afterEach(() => close());

  const put = (_id: string, source: Comment["source"], given: Partial<Comment> = {}) =>
    world.comments.add(aComment({ _id, source, html: "old" as SafeHtml, ...given }));
  const html = async (id: string) => (await world.comments.get(id))?.html;
  const revision = async () => (await world.threads.get("thread"))?.revision;

  it("renders each kind of source anew, and not a second time", async () => {
    await put("a", { text: "So **bold**", type: "text/markdown" });
    await put("b", { text: "<p>Far <script>x</script>away</p>", type: "text/html" });
    await put("c", { text: "a < b", type: "text/plain" });
    await put("d", { text: "Newer", type: "text/markdown" }, { renderer: 3 });
    expect(await renderAgain()).to.equal(3);
    expect(await html("a")).to.equal("<p>So <strong>bold</strong></p>");
    expect(await html("b"))
      .to.contain("Far")
      .and.not.contain("script");
    expect(await html("c")).to.contain("a &lt; b");
    expect(await html("d")).to.equal("old");
    expect(await renderAgain()).to.equal(0);
  });

  it("lets the page follow, and leaves it alone where nothing looks different", async () => {
    await put("a", { text: "Same", type: "text/markdown" }, { html: "<p>Same</p>" as SafeHtml });
    await renderAgain();
    await world.debts.settled();
    expect(await revision()).to.equal(1);
    await put("b", { text: "Other", type: "text/markdown" });
    await renderAgain();
    await world.debts.settled();
    expect(await revision()).to.equal(2);
    expect(await world.comments.get("b")).to.deep.include({ renderer: 2, owed: [], editedAt: null });
  });

  it("keeps what was removed empty", async () => {
    await put("a", { text: "", type: "text/plain" }, { state: "removed", html: "" as SafeHtml });
    expect(await renderAgain()).to.equal(1);
    expect(await html("a")).to.equal("");
  });

  it("goes on past a page, and lets others work in between", async () => {
    for (let i = 0; i < 501; i++) await put(`c${i}`, { text: "Hi", type: "text/markdown" });
    let turns = 0;
    const ticking = setInterval(() => turns++, 0);
    expect(await renderAgain()).to.equal(501);
    clearInterval(ticking);
    expect(turns).to.be.greaterThan(0);
  });

  it("gives way to a change made at the same moment, and ends", async () => {
    await put("a", { text: "Mine", type: "text/markdown" });
    const busy = { ...world.comments, change: async () => "stale" as const };
    expect(await createRenderAgain({ ...world, comments: busy })()).to.equal(0);
    expect(await html("a")).to.equal("old");
    expect(await renderAgain()).to.equal(1);
  });
});
