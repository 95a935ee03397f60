import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect } from "chai";
import type { World } from "../../src/domain/ports.ts";
import { createLiveStreams } from "../../src/web/live/streams.ts";
import { aThread } from "../helpers/thread.ts";
import { createTestWorld } from "../helpers/web.ts";

interface Reader {
  res: ServerResponse;
  leave(): Promise<void>;
}

describe("live streams", () => {
  const thread = aThread();
  let world: World;
  let server: Server;
  let close: () => Promise<void>;

  beforeEach(async () => {
    const made = await createTestWorld();
    ({ world } = made);
    close = () => made.store.close();
    server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await close();
  });

  /** The response to somebody who asks, and how they leave. */
  async function asks(): Promise<Reader> {
    const asked = once(server, "request");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: node.example\r\n\r\n");
    const [, res] = (await asked) as [unknown, ServerResponse];
    return {
      res,
      async leave() {
        const left = once(res, "close");
        socket.destroy();
        await left;
      },
    };
  }

  it("keep no place for who left before they were answered", async () => {
    const live = createLiveStreams(world, { max: 1 });
    const early = await asks();
    await early.leave();
    expect(await live.open(early.res, thread, "home", {})).to.equal(true);
    const stayed = await asks();
    expect(await live.open(stayed.res, thread, "home", {})).to.equal(true);
    const late = await asks();
    expect(await live.open(late.res, thread, "home", {})).to.equal(false);
  });

  it("leave places to others, however many one network asks for", async () => {
    const live = createLiveStreams(world, { max: 3, maxEach: 2 });
    const [one, two, three, other] = [await asks(), await asks(), await asks(), await asks()];
    const open = ({ res }: Reader, network: string) => live.open(res, thread, network, {});
    expect(await open(one, "office")).to.equal(true);
    expect(await open(two, "office")).to.equal(true);
    expect(await open(three, "office")).to.equal(false);
    expect(await open(other, "home")).to.equal(true);
    await one.leave();
    expect(await open(three, "office")).to.equal(true);
  });
});
