import { expect } from "chai";
import { aThread } from "../helpers/thread.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("a post that is withdrawn and published by its owner", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode({ publishes: true, site: { guests: true } });
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const send = (path: string, thread = "thread") => node.post(`/admin/posts/${path}`, { csrf, thread }, { cookie });
  const page = async (path = "/admin/posts") => (await node.get(path, { cookie })).text();
  const ask = (thread = "thread") => node.get(`/admin/posts/withdraw?thread=${thread}`, { cookie });
  const acts = async () => (await node.world.audit.list({}, { limit: 20 })).items.map(({ act }) => act);

  it("is asked for first, and nothing happens by looking", async () => {
    await node.put({ _id: "a" });
    const asked = await (await ask()).text();
    expect(asked)
      .to.contain("Withdraw <span")
      .and.contain("and its comment.")
      .and.contain("Comments of visitors that went to the fediverse");
    expect((await node.world.threads.get("thread"))?.announcement).to.equal("announced");
    expect(node.told).to.deep.equal([]);
  });

  it("is deleted from the fediverse, closed, listed as withdrawn, and written down once", async () => {
    expect((await send("withdraw")).headers.get("location")).to.equal("/admin/posts?done=withdrawn");
    expect(node.told).to.deep.equal(["delete thread thread"]);
    expect(await page(`/thread?url=${encodeURIComponent(postUrl)}`)).to.not.contain("an-form");
    expect(await page())
      .to.contain("<summary>Withdrawn</summary>")
      .and.contain("Publish again")
      .and.not.contain("/admin/posts/withdraw?thread=thread");
    expect((await ask()).headers.get("location")).to.equal("/admin/posts?done=withdrawn");
    await send("withdraw");
    expect(node.told).to.have.length(1);
    expect((await acts()).filter((act) => act === "post.withdraw")).to.have.length(1);
    expect(await page("/admin/audit")).to.contain("withdrew from the fediverse the post");
  });

  it("comes back as a new one, with its comments open", async () => {
    await send("withdraw");
    expect((await send("publish")).headers.get("location")).to.equal("/admin/posts?done=published");
    expect(node.told).to.deep.equal(["delete thread thread", "create thread thread"]);
    const thread = await node.world.threads.get("thread");
    expect(thread).to.deep.include({ announcement: "announced", retiredNoteIds: ["note1"] });
    expect(await page(`/thread?url=${encodeURIComponent(postUrl)}`)).to.contain("an-form");
    expect(await page()).to.not.contain("<summary>Withdrawn</summary>");
    expect(await acts()).to.include.members(["post.publish", "post.withdraw"]);
  });

  it("takes what was merged into it along, and says so; that itself is no post any more", async () => {
    const merged = { announcement: "merged", mergedInto: "thread" } as const;
    await node.world.threads.add(aThread({ _id: "part", url: "https://blog.example/part", noteId: "n2", ...merged }));
    expect(await (await ask()).text()).to.contain("The post that was merged into it is withdrawn as well");
    for (const path of ["withdraw", "publish"]) expect((await send(path, "part")).status, path).to.equal(404);
    expect((await ask("part")).status).to.equal(404);
    await send("withdraw");
    expect(node.told).to.have.members(["delete thread thread", "delete thread part"]);
  });

  it("is unknown: a sentence, and nothing is told", async () => {
    expect((await send("withdraw", "nothing")).status).to.equal(404);
    expect((await ask("nothing")).status).to.equal(404);
    expect(node.told).to.deep.equal([]);
  });

  it("offers neither to who may not", async () => {
    await send("withdraw");
    await node.world.threads.add(aThread({ _id: "old", url: "https://blog.example/old", announcement: "old" }));
    const mo = await node.signIn({ name: "Mo", grants: [{ site: "site", role: "moderator" }] });
    const seen = await (await node.get("/admin/posts", { cookie: mo.cookie })).text();
    expect(seen).to.contain("Withdrawn").and.contain("https://blog.example/old");
    expect(seen).to.not.contain("Publish again").and.not.contain("/admin/posts/withdraw");
  });
});
