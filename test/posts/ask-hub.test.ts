import { expect } from "chai";
import type { FetchRequest, FetchResponse, GuardedFetch } from "../../src/domain/ports.ts";
import { createAskHub } from "../../src/posts/push/ask-hub.ts";

const first = "https://hub.example/old";
const asked = {
  topic: "https://blog.example/feed",
  mode: "subscribe",
  callback: "https://node.example/websub/a",
  secret: "whispered",
  leaseSeconds: 60,
} as const;

describe("a hub that sends us to another", () => {
  let bodies: string[];
  const ask = (hops: Record<string, [status: number, location: string]>) => {
    bodies = [];
    const fetch: GuardedFetch = async ({ url, body }: FetchRequest): Promise<FetchResponse> => {
      bodies.push(`${url} ${String(body)}`);
      const [status, location] = hops[url] ?? [202, null];
      return { status, url, headers: { get: () => location }, body: Buffer.alloc(0) };
    };
    return createAskHub(fetch)({ hub: first, ...asked });
  };

  it("is followed, and the other one asked for the same", async () => {
    expect(await ask({ [first]: [308, "/new"], "https://hub.example/new": [307, "https://other.example/"] })).to.equal(
      null,
    );
    expect(bodies.map((line) => line.replace(/^\S+ /, ""))).to.deep.equal(
      Array(3).fill(bodies[0]?.slice(first.length + 1)),
    );
    expect(bodies.at(-1)).to.match(/^https:\/\/other\.example\/ .*hub\.secret=whispered/);
  });

  it("is told nothing more where the other one would hear the secret in the open, or nowhere it ends", async () => {
    expect(await ask({ [first]: [307, "http://hub.example/"] })).to.contain("hub.example answered 307");
    expect(bodies).to.have.length(1);
    expect(await ask({ [first]: [307, first] })).to.contain("hub.example answered 307");
    expect(bodies).to.have.length(4);
    expect(await ask({ [first]: [302, "https://other.example/"] })).to.contain("hub.example answered 302");
    expect(bodies).to.have.length(1);
  });
});
