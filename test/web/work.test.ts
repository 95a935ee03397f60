import { expect } from "chai";
import { solve } from "../../src/client/work.ts";
import { owner } from "../../src/domain/moderator.ts";
import { sentenceIn } from "../../src/domain/verdict.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode, type WebNodeOptions } from "../helpers/web.ts";

interface Asked {
  challenge: string;
  difficulty: number;
}

describe("work before posting", () => {
  let node: WebNode;
  let started: string;
  const start = async (options: WebNodeOptions = {}) => {
    node = await startWebNode(options);
    started = await node.started();
  };
  afterEach(() => node.close());

  const ask = async (fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Asked> => {
    const answer = await node.post("/comments/work", { url: postUrl, ...fields }, headers);
    expect([answer.status, answer.headers.get("cache-control")]).to.deep.equal([200, "private, no-store"]);
    return (await answer.json()) as Asked;
  };
  const work = async () => {
    const { challenge, difficulty } = await ask();
    return solve(challenge, difficulty);
  };
  let sent = 0;
  const send = (given: Record<string, string>, headers: Record<string, string> = { accept: "application/json" }) =>
    node.post(
      "/comments",
      { url: postUrl, text: `With a link: https://far.example/${++sent}`, started, ...given },
      headers,
    );
  const stateOf = async (answer: Response) => ((await answer.json()) as { state?: string }).state;

  it("publishes a link from a browser that worked, and holds one from a browser that did not", async () => {
    await start();
    expect(await stateOf(await send({ work: await work() }))).to.equal("published");
    expect(await stateOf(await send({}))).to.equal("held");
    const { items } = await node.world.comments.inState("held", { limit: 1 });
    expect(items[0]?.heldFor.map(sentenceIn).join()).to.contain("scripts may be off");
  });

  it("takes words without work, scripts off, but not many in a while", async () => {
    await start();
    const states = [];
    for (let i = 0; i < 12; i++) {
      states.push(await stateOf(await send({ text: `Words ${i}` })));
      node.clock.advance(60_000);
    }
    expect(states.slice(0, 10)).to.deep.equal(Array(10).fill("published"));
    expect(states).to.include("held");
    node.clock.advance(3_600_000);
    expect(await stateOf(await send({ text: "Later" }))).to.equal("published");
  });

  it("takes each piece of work once", async () => {
    await start();
    const done = await work();
    expect((await send({ work: done })).status).to.equal(201);
    const again = await send({ work: done });
    expect(again.status).to.equal(422);
    expect(await again.text()).to.contain("was used before");
  });

  it("takes work for its page alone, for half an hour", async () => {
    await start();
    const done = await work();
    const other = await send({ url: "https://blog.example/other", work: done });
    expect(other.status).to.equal(422);
    node.clock.advance(31 * 60_000);
    expect((await send({ work: done })).status).to.equal(422);
  });

  it("takes no numbers that do not solve, and no challenge that is not its own", async () => {
    await start();
    const { challenge, difficulty } = await ask();
    const unsolved = `${challenge}.${Array(16).fill("0").join("-")}`;
    const easier = challenge.replace(/^\d+/, "1");
    const short = (await solve(challenge, difficulty)).replace(/-[^-]*$/, "");
    for (const wrong of [unsolved, await solve(easier, 1), short, "x", "....", `${challenge}.`, "a".repeat(5_000)]) {
      expect((await send({ work: wrong })).status, wrong.slice(0, 40)).to.equal(422);
    }
  });

  it("asks nothing of who is known by a comment that readers see", async () => {
    await start();
    const { number, editKey } = (await (await send({ work: await work() })).json()) as {
      number: number;
      editKey: string;
    };
    expect((await ask({ keys: editKey })).difficulty).to.equal(0);
    expect(await stateOf(await send({ keys: editKey }))).to.equal("published");
    const comment = await node.world.comments.byNumber(number);
    await createDecide(node.world)(comment?._id ?? "", "hide", owner);
    expect((await ask({ keys: editKey })).difficulty).to.be.greaterThan(0);
  });

  it("asks nothing of the owner, whose words wait for nobody", async () => {
    await start({ site: { moderation: "first" } });
    const { cookie } = await node.signIn();
    expect((await ask({}, { cookie })).difficulty).to.equal(0);
    expect((await send({}, { cookie })).headers.get("location")).to.contain("said=posted");
    expect((await ask({}, { cookie: "antiphon=forged" })).difficulty).to.be.greaterThan(0);
  });

  it("asks for more while much is posted, within bounds, and for less again", async () => {
    await start({ settings: { trustProxy: 1 } });
    const usual = (await ask()).difficulty;
    const post = (i: number) =>
      send({ text: `No. ${i}` }, { accept: "application/json", "x-forwarded-for": `10.${i}.0.1` });
    for (let i = 0; i < 21; i++) await post(i);
    expect((await ask()).difficulty).to.equal(usual + 1);
    for (let i = 21; i < 100; i++) await post(i);
    expect((await ask()).difficulty).to.equal(usual + 2);
    expect((await ask({ url: "https://blog.example/other" })).difficulty).to.equal(usual + 2);
    node.clock.advance(3_600_000);
    expect((await ask()).difficulty).to.equal(usual);
  });

  it("tells the blog's page, and no other", async () => {
    await start();
    const answer = await node.post("/comments/work", { url: postUrl }, { origin: blogOrigin });
    expect(answer.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    expect((await node.post("/comments/work", { url: postUrl }, { origin: "https://evil.example" })).status).to.equal(
      403,
    );
    expect((await node.post("/comments/work", {})).status).to.equal(422);
  });

  it("asks for nothing where it is switched off", async () => {
    await start({ settings: { spam: ["links"] } });
    expect(await ask()).to.deep.equal({ challenge: "", difficulty: 0 });
  });
});
