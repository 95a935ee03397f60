import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What somebody asked of the hub, and what the hub then heard at their address. */
interface Asked {
  mode: string;
  topic: string;
  callback: string;
  secret: string | null;
  leaseSeconds: number;
  /** The status by which they took it for theirs, and whether they said the challenge. */
  verified: { status: number; exactly: boolean } | null;
}

/** A hub on loopback that does as WebSub says: it looks whether it was you, and hands on what is published. */
export interface TestHub {
  url: string;
  asked: Asked[];
  /** Callbacks that hear of a topic now, with their secrets. */
  subscribers: Map<string, { topic: string; secret: string | null }>;
  /** What it answers to who asks; 202 at first. */
  status: number;
  /** What it holds to, in seconds, whatever is asked. */
  lease: number;
  /** Why it refuses all; null while it does not. */
  denies: string | null;
  /** Resolves when it has looked at all that was asked. */
  looked(): Promise<void>;
  /** Looks at an address as if somebody had asked; returns status and body. */
  look(callback: string, query: Record<string, string>): Promise<{ status: number; body: string }>;
  /** Hands something on to all who hear of a topic; returns their statuses. */
  publish(topic: string, body: string, method?: string, secret?: string): Promise<number[]>;
  close(): Promise<void>;
}

/** Starts a hub. */
export async function startHub(): Promise<TestHub> {
  const looks: Promise<void>[] = [];
  const server = createServer((req, res) => void take(req, res));

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(req));
    const asked: Asked = {
      mode: form.get("hub.mode") ?? "",
      topic: form.get("hub.topic") ?? "",
      callback: form.get("hub.callback") ?? "",
      secret: form.get("hub.secret"),
      leaseSeconds: Number(form.get("hub.lease_seconds")),
      verified: null,
    };
    hub.asked.push(asked);
    res.writeHead(hub.status).end(hub.status === 202 ? "" : "No, thank you.");
    if (hub.status === 202) looks.push(verify(asked));
  }

  async function verify(asked: Asked): Promise<void> {
    const { mode, topic, callback, secret } = asked;
    if (hub.denies !== null) {
      await hub.look(callback, { "hub.mode": "denied", "hub.topic": topic, "hub.reason": hub.denies });
      return;
    }
    const challenge = randomBytes(12).toString("hex");
    const query = { "hub.mode": mode, "hub.topic": topic, "hub.challenge": challenge };
    const lease: Record<string, string> = mode === "subscribe" ? { "hub.lease_seconds": String(hub.lease) } : {};
    const { status, body } = await hub.look(callback, { ...query, ...lease });
    asked.verified = { status, exactly: body === challenge };
    if (status < 200 || status > 299 || body !== challenge) return;
    if (mode === "subscribe") hub.subscribers.set(callback, { topic, secret });
    else hub.subscribers.delete(callback);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const hub: TestHub = {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    asked: [],
    subscribers: new Map(),
    status: 202,
    lease: 864_000,
    denies: null,
    async looked() {
      for (const look of looks.splice(0)) await look;
    },
    async look(callback, query) {
      const answer = await fetch(`${callback}?${new URLSearchParams(query)}`);
      return { status: answer.status, body: await answer.text() };
    },
    publish(topic, body, method = "sha256", secret) {
      const to = [...hub.subscribers].filter(([, one]) => one.topic === topic);
      return Promise.all(
        to.map(async ([callback, one]) => {
          const key = secret ?? one.secret;
          const signature = key === null ? null : `${method}=${createHmac(method, key).update(body).digest("hex")}`;
          const link = `<${hub.url}>; rel="hub", <${topic}>; rel="self"`;
          const headers = { "content-type": "application/atom+xml", link };
          const answer = await fetch(callback, {
            method: "POST",
            body,
            headers: signature === null ? headers : { ...headers, "x-hub-signature": signature },
          });
          return answer.status;
        }),
      );
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return hub;
}
