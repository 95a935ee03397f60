import { expect } from "chai";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

describe("the list of blogs", () => {
  let node: WebNode;
  let started: string;
  let reads = 0;
  beforeEach(async () => {
    const bend = (world: WebNode["world"]): WebNode["world"] => ({
      ...world,
      sites: {
        ...world.sites,
        all: () => {
          reads += 1;
          return world.sites.all();
        },
      },
    });
    node = await startWebNode({ bend });
    started = await node.started();
  });
  afterEach(() => node.close());

  const send = async (text: string) => {
    node.clock.advance(5_000);
    const body = new URLSearchParams({ url: postUrl, started, text, author: "Ada" });
    const headers = { accept: "application/json", origin: node.url };
    reads = 0;
    const { status } = await fetch(`${node.url}/comments`, { method: "POST", body, headers });
    return status;
  };

  it("is read once for a comment, which is checked, judged and stored by it", async () => {
    expect(await send("One.")).to.equal(201);
    expect(reads).to.equal(1);
  });

  it("is read anew after 200 ms, so that a blog which another node closed takes nothing more", async () => {
    expect(await send("Before.")).to.equal(201);
    await node.world.sites.set("site", { levels: { web: "refuse" } });
    node.clock.advance(200);
    expect(await send("After.")).to.equal(403);
  });
});
