import { expect } from "chai";
import { type IssoClient, issoClient, startIssoNode, stored } from "../../helpers/isso.ts";
import type { WebNode } from "../../helpers/web.ts";

const day = 24 * 3_600_000;

describe("voting over Isso's API", () => {
  let node: WebNode;
  let number: number;
  beforeEach(async () => {
    node = await startIssoNode();
    ({ number } = await node.put({ _id: "a" }));
  });
  afterEach(() => node.close());

  const vote = (client: IssoClient, kind: "like" | "dislike" = "like", id = number) =>
    client.call("POST", `/id/${id}/${kind}`);

  it("counts one vote for each reader, up or down, and refuses with 200 and a sentence", async () => {
    const one = issoClient(node, "203.0.113.7");
    const answer = await vote(one);
    expect(answer.status).to.equal(200);
    expect(answer.json).to.deep.equal({ likes: 1, dislikes: 0 });
    expect((await vote(issoClient(node, "198.51.100.7"), "dislike")).json).to.deep.equal({ likes: 1, dislikes: 1 });
    for (const kind of ["like", "dislike"] as const) {
      const again = await vote(one, kind);
      expect(again.status).to.equal(200);
      expect(again.json).to.include({ likes: 1, dislikes: 1 });
      expect(again.json.message).to.contain("voted on this comment already");
    }
  });

  it("answers `null` for a comment that there is not, and refuses one that is not shown", async () => {
    expect((await vote(issoClient(node), "like", 4711)).text).to.equal("null");
    const held = await node.put({ _id: "held", state: "held" });
    const hidden = await node.put({ _id: "hidden", hiddenBy: "owner", votes: { up: 3, down: 1 } });
    for (const { number } of [held, hidden])
      expect((await vote(issoClient(node), "like", number)).json)
        .to.include({ likes: 0, dislikes: 0 })
        .and.have.property("message");
  });

  it("lets nobody vote on their own comment, by cookie or by network", async () => {
    const writer = issoClient(node);
    const { id } = await writer.post({ email: "a@b.c" });
    expect((await vote(writer, "like", id)).json.message).to.contain("your own");
    writer.cookies.clear();
    expect((await vote(writer, "like", id)).json).to.include({ likes: 0 });
    expect((await vote(issoClient(node, "198.51.100.7"), "like", id)).json).to.deep.equal({ likes: 1, dislikes: 0 });
  });

  it("is not fooled by cookies that are dropped, for a day", async () => {
    const cheat = issoClient(node);
    await vote(cheat);
    for (let i = 0; i < 3; i++) {
      cheat.cookies.clear();
      expect((await vote(cheat)).json)
        .to.include({ likes: 1 })
        .and.have.property("message");
    }
    node.clock.advance(day - 1000);
    cheat.cookies.clear();
    expect((await vote(cheat)).json).to.include({ likes: 1 });
  });

  it("is not fooled by a cookie that was fetched by voting on something else", async () => {
    const { number: other } = await node.put({ _id: "b" });
    const cheat = issoClient(node);
    await vote(cheat);
    cheat.cookies.clear();
    await vote(cheat, "like", other);
    expect(cheat.cookies.has("antiphon_voter")).to.equal(true);
    expect((await vote(cheat)).json).to.include({ likes: 1 });
  });

  it("counts everybody in an office whose browser has been here for a day", async () => {
    const { number: later } = await node.put({ _id: "b" });
    const office = [1, 2, 3].map((host) => issoClient(node, `203.0.113.${host}`));
    for (const one of office) await vote(one);
    expect((await stored(node, number)).votes).to.deep.equal({ up: 1, down: 0 });
    node.clock.advance(day);
    for (const one of office) await vote(one, "like", later);
    expect((await stored(node, later)).votes).to.deep.equal({ up: 3, down: 0 });
  });

  it("takes no word that it did not sign", async () => {
    await vote(issoClient(node));
    const cheat = issoClient(node);
    cheat.cookies.set("antiphon_voter", "aaaaaaaaaaaaaaaaaaaaaaaaaa~1~forged");
    expect((await vote(cheat)).json)
      .to.include({ likes: 1 })
      .and.have.property("message");
  });

  it("keeps what an import counted, and who voted there", async () => {
    // Isso's filter with the bits of 127.0.0.0 alone.
    const filter = Buffer.alloc(256);
    for (const bit of [139, 142, 195, 413, 641, 678, 1110, 1516, 1559, 1687, 1944])
      filter[bit >> 3] = (filter[bit >> 3] ?? 0) | (1 << (bit & 7));
    const imported = { origin: "import", votes: { up: 7, down: 2 }, issoVoters: filter.toString("base64") } as const;
    const { number: old } = await node.put({ _id: "old", ...imported });
    expect((await vote(issoClient(node, "127.0.0.9"), "like", old)).json)
      .to.include({ likes: 7 })
      .and.have.property("message");
    expect((await vote(issoClient(node, "198.51.100.7"), "like", old)).json).to.deep.equal({ likes: 8, dislikes: 2 });
    expect((await vote(issoClient(node, "192.0.2.7"), "dislike", old)).json).to.deep.equal({ likes: 8, dislikes: 3 });
  });

  it("shows in the thread, which moves on at most once a second", async () => {
    const before = (await node.world.threads.get("thread"))?.revision ?? 0;
    for (const net of [1, 2, 3]) await vote(issoClient(node, `198.51.${net}.7`));
    await node.world.debts.settled();
    expect((await node.world.threads.get("thread"))?.revision).to.equal(before + 1);
    expect((await node.world.jobs.count()).waiting).to.equal(1);
    expect((await issoClient(node).call("GET", "/?uri=/post")).json.replies[0]).to.include({ likes: 3 });
  });

  it("counts votes at the same moment once each, and twice from one browser once", async () => {
    const known = issoClient(node, "198.51.100.7");
    const { number: first } = await node.put({ _id: "b" });
    await vote(known, "like", first);
    node.clock.advance(day);
    await Promise.all([vote(known), vote(known), ...[1, 2, 3].map((net) => vote(issoClient(node, `203.0.${net}.7`)))]);
    expect((await stored(node, number)).votes).to.deep.equal({ up: 4, down: 0 });
  });
});
