import { expect } from "chai";
import type { VotesMode } from "../../src/domain/site.ts";
import { issoClient, startIssoNode } from "../helpers/isso.ts";
import { blogOrigin, postUrl, startWebNode, type WebNode, type WebNodeOptions } from "../helpers/web.ts";

const part = { format: "fragment" };
const day = 24 * 3_600_000;

describe("votes on our own pages", () => {
  let node: WebNode;
  let number: string;

  async function start(votes?: VotesMode, options: WebNodeOptions = {}): Promise<void> {
    node = await startWebNode({ settings: { trustProxy: 1 }, ...options, site: votes ? { votes } : {} });
    number = String((await node.put({ _id: "a", counts: { likes: 2, boosts: 1, dislikes: 1 } })).number);
  }
  afterEach(() => node.close());

  const vote = (value: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    node.post("/votes", { number, value, ...fields }, headers);
  const page = async (path = "thread", headers: Record<string, string> = {}) =>
    (await node.get(`/${path}?url=${encodeURIComponent(postUrl)}`, headers)).text();
  const buttons = (html: string) =>
    [...html.matchAll(/value="(\w+)" aria-pressed="(\w+)" aria-label="([^"]*)"[^>]*>(\d*)</g)].map((found) =>
      found.slice(1),
    );
  const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";

  it("are likes where nothing was decided, those of the fediverse among them", async () => {
    await start();
    const html = await page("fragment");
    expect(buttons(html)).to.deep.equal([["up", "false", "Like, 2 so far", "2"]]);
    expect(html).to.contain("1 dislike, 1 boost").and.not.contain("2 likes");
    await node.put({ _id: "b" });
    expect(buttons(await page("fragment"))[1]).to.deep.equal(["up", "false", "Like", ""]);
  });

  it("lead back to the comment without scripts, are shown as one's own there, and can be taken back", async () => {
    await start("updown");
    const voted = await vote("up");
    expect(voted.status).to.equal(303);
    const back = voted.headers.get("location") ?? "";
    expect(back).to.contain(`comment=${number}#comment-${number}`);
    const cookie = cookieOf(voted);
    expect(cookie).to.match(/^antiphon_voter=/);
    const mine = await page("thread", { cookie });
    expect(buttons(mine)).to.deep.equal([
      ["none", "true", "Vote for it, 3 so far", "3"],
      ["down", "false", "Vote against it, 1 so far", "1"],
    ]);
    expect(buttons(await page())[0], "for everybody else").to.deep.equal(["up", "false", "Vote for it, 3 so far", "3"]);
    await vote("down", {}, { cookie });
    expect((await node.world.comments.get("a"))?.votes).to.deep.equal({ up: 0, down: 1 });
    await vote("none", {}, { cookie });
    expect((await node.world.comments.get("a"))?.votes).to.deep.equal({ up: 0, down: 0 });
  });

  it("give a script the buttons anew with the word to keep, and know the voter by it", async () => {
    await start();
    const first = await vote("up", part, { origin: blogOrigin });
    expect(first.headers.get("access-control-allow-origin")).to.equal(blogOrigin);
    const html = await first.text();
    expect(buttons(html)).to.deep.equal([["none", "true", "Like, 3 so far", "3"]]);
    const voter = /data-voter="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(buttons(await (await vote("none", { ...part, voter }, { origin: blogOrigin })).text())).to.deep.equal([
      ["up", "false", "Like, 2 so far", "2"],
    ]);
    expect(await page("fragment"), "the public page names nobody").not.to.contain("data-voter");
  });

  it("count one for a network whose browsers keep nothing, and say so to each", async () => {
    await start();
    await vote("up");
    const again = await vote("up");
    expect(again.status).to.equal(303);
    const said = await (await fetch(again.headers.get("location") ?? "", { headers: { accept: "text/html" } })).text();
    expect(said).to.contain("Somebody in your network has voted on this comment today.");
    const told = await vote("up", part);
    expect(told.status).to.equal(409);
    expect(await told.text()).to.contain("Somebody in your network");
    expect((await node.world.comments.get("a"))?.votes).to.deep.equal({ up: 1, down: 0 });
  });

  it("are refused for one's own comment", async () => {
    await start();
    const started = await node.started();
    const posted = await node.post("/comments", { url: postUrl, text: "Mine", started });
    const cookie = cookieOf(posted);
    const own = /comment-(\d+)$/.exec(posted.headers.get("location") ?? "")?.[1] ?? "";
    const refused = await vote("up", { ...part, number: own }, { cookie, "x-forwarded-for": "198.51.100.9" });
    expect([refused.status, await refused.text()].join())
      .to.contain("409")
      .and.contain("your own comment");
  });

  it("of others are told in words beside one's own comment, which has no button", async () => {
    await start("updown");
    const posted = await node.post("/comments", { url: postUrl, text: "Mine", started: await node.started() });
    const cookie = cookieOf(posted);
    const own = await node.world.comments.byNumber(Number(number) + 1);
    await node.world.comments.setVotes(own?._id ?? "", { up: 4, down: 1 });
    const mine = async (path: string) => (await page(path, { cookie })).split(`id="comment-${own?.number}"`)[1] ?? "";
    expect(buttons(await mine("thread"))).to.deep.equal([]);
    expect(await mine("thread")).to.contain("<li>4 likes, 1 dislike</li>");
    const [, reactions = ""] = (await page("own", { cookie })).split(`data-number="${own?.number}"`);
    expect(reactions).to.contain("<li>4 likes, 1 dislike</li>");
  });

  it("are taken from our pages and the blog's alone, and only what is a vote", async () => {
    await start();
    expect((await vote("up", {}, { origin: "https://elsewhere.example" })).status).to.equal(403);
    expect((await vote("sideways")).status).to.equal(422);
    expect((await vote("up", { number: "4711" })).status).to.equal(404);
    expect((await vote("up", { number: "x" })).status).to.equal(404);
    const held = await node.put({ _id: "held", state: "held" });
    expect((await vote("up", { ...part, number: String(held.number) })).status).to.equal(409);
  });

  it("are paced by network", async () => {
    await start();
    const statuses = [];
    for (let i = 0; i < 62; i++) statuses.push((await vote("none", part)).status);
    expect([statuses[0], statuses.at(-1)]).to.deep.equal([200, 429]);
  });

  it("are not there, and not taken, where they are off; only likes where they are likes", async () => {
    await start("off");
    expect(await page("fragment"))
      .to.contain("2 likes, 1 dislike")
      .and.not.contain("an-votes");
    expect((await vote("up")).status).to.equal(403);
    await node.close();
    await start("like");
    expect((await vote("down")).status).to.equal(403);
  });

  it("follow the blog's choice on Isso's API, which has two arrows until there is one", async () => {
    const choices: [VotesMode | undefined, string[], boolean | undefined][] = [
      [undefined, ["like", "dislike"], undefined],
      ["updown", ["like", "dislike"], undefined],
      ["like", ["like"], undefined],
      ["off", [], false],
    ];
    for (const [votes, taken, shown] of choices) {
      node = await startIssoNode({ site: votes ? { votes } : {} });
      const comment = await node.put({ _id: "a" });
      const counted = [];
      for (const kind of ["like", "dislike"] as const) {
        const isso = issoClient(node, kind === "like" ? "203.0.113.7" : "198.51.100.7");
        const { status, json } = await isso.call("POST", `/id/${comment.number}/${kind}`);
        expect(status).to.equal(200);
        if (json.message === undefined) counted.push(kind);
      }
      expect(counted, votes).to.deep.equal(taken);
      expect((await issoClient(node).call("GET", "/config")).json.config.vote, votes).to.equal(shown);
      if (votes !== "off") await node.close();
    }
  });

  it("of a browser that is known for a day count beside those of its network", async () => {
    await start();
    const cookie = cookieOf(await vote("up"));
    node.clock.advance(day);
    const b = String((await node.put({ _id: "b" })).number);
    await vote("up", { number: b });
    expect((await vote("up", { ...part, number: b }, { cookie })).status).to.equal(200);
    expect((await node.world.comments.get("b"))?.votes).to.deep.equal({ up: 2, down: 0 });
  });
});
