import { createHmac } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createPushKeys } from "../../src/usecases/push/push-keys.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("what a blog begins to tell and does not end", () => {
  let node: WebNode;
  let secret: string;
  afterEach(() => node.close());

  async function newSecret(): Promise<string> {
    const [site] = await node.world.sites.all();
    if (!site) throw new Error("There is no blog.");
    return (await createPushKeys(node.world).renew(site, owner)).secret;
  }

  /** The answer to something of Ghost's that is signed well. */
  async function statusOf(body: string): Promise<number> {
    const t = node.clock.now().getTime();
    const hex = createHmac("sha256", secret).update(`${body}${t}`).digest("hex");
    const headers = { "x-ghost-signature": `sha256=${hex}, t=${t}` };
    return (await fetch(`${node.url}/webhooks/ghost/blog`, { method: "POST", body, headers })).status;
  }

  /** Begins to send something of Ghost's, and leaves as soon as `until` says. */
  async function begin(until: () => Promise<unknown>): Promise<void> {
    const socket = connect(Number(new URL(node.url).port), "127.0.0.1");
    socket.write("POST /webhooks/ghost/blog HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{");
    await until();
    socket.destroy();
    await once(socket, "close");
  }

  /** A node whose look for the secret waits for what is returned. */
  async function slowly(): Promise<{ asked: () => Promise<void>; go: () => void }> {
    const [asked, gate] = [new EventEmitter(), new EventEmitter()];
    let isSlow = false;
    node = await startWebNode({
      bend: (world) => ({
        ...world,
        pushKeys: {
          ...world.pushKeys,
          async get(site) {
            asked.emit("asked");
            if (isSlow) await once(gate, "go");
            return world.pushKeys.get(site);
          },
        },
      }),
    });
    secret = await newSecret();
    isSlow = true;
    return {
      asked: async () => void (await once(asked, "asked")),
      go() {
        isSlow = false;
        gate.emit("go");
      },
    };
  }

  it("keeps no place for whoever left before it was their turn", async () => {
    const { asked, go } = await slowly();
    for (let i = 0; i < 8; i++) await begin(asked);
    // The node has heard of the last one's leaving when it has answered somebody who came later.
    await node.get("/healthz");
    go();
    expect(await statusOf("{}")).to.equal(202);
  });

  it("costs the same who begins to send and does not end, as others wait meanwhile", async () => {
    const limits = new EventEmitter();
    node = await startWebNode({
      bend: (world) => ({
        ...world,
        limits: {
          ...world.limits,
          async bucket(...given) {
            const answer = await world.limits.bucket(...given);
            limits.emit(given[0].startsWith("push ") ? (given[3] === 0 ? "looked" : "paid") : "other");
            return answer;
          },
        },
      }),
    });
    secret = await newSecret();
    for (let i = 0; i < 20; i++) {
      const paid = once(limits, "paid");
      await begin(async () => {
        await once(limits, "looked");
        await node.get("/healthz");
      });
      await paid;
    }
    expect(await statusOf("{}")).to.equal(429);
  });
});
