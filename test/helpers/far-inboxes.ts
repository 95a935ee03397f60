import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { followerId } from "../../src/domain/follower.ts";
import type { Store } from "../../src/store/open.ts";

/** Servers on loopback with people who follow a blog, and what was sent to each of them. */
export interface FarInboxes {
  /** Bodies by inbox. */
  received: Map<string, { id: string; type: string }[]>;
  /** How many letters came in, answered or not. */
  arrived(): number;
  /** Resolves once so many came in. */
  untilArrived(count: number): Promise<void>;
  /** Leaves senders without an answer until it is called with false; what waits then is never answered. */
  hold(on: boolean): void;
  /** Makes them followers of an actor. */
  follow(store: Store, actor: string): Promise<void>;
  close(): void;
}

/** Starts so many servers, each with so many followers who share nothing. */
export async function startInboxes(servers: number, followers: number): Promise<FarInboxes> {
  const received: FarInboxes["received"] = new Map();
  const waiting = new Set<() => void>();
  let arrivals = 0;
  let holding = false;
  const opened = await Promise.all(
    Array.from({ length: servers }, async () => {
      const server = createServer((req, res: ServerResponse) => {
        let body = "";
        req.on("data", (chunk) => {
          body += chunk;
        });
        req.on("end", () => {
          arrivals++;
          for (const look of waiting) look();
          if (holding) return;
          const inbox = `http://${req.headers.host}${req.url}`;
          received.set(inbox, [...(received.get(inbox) ?? []), JSON.parse(body) as { id: string; type: string }]);
          res.writeHead(202).end();
        });
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      return server;
    }),
  );
  const originOf = (server: (typeof opened)[number]) => `http://localhost:${(server.address() as AddressInfo).port}`;

  return {
    received,
    arrived: () => arrivals,
    untilArrived: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (arrivals < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    hold(on) {
      holding = on;
    },
    async follow({ repos }, actor) {
      for (const origin of opened.map(originOf))
        for (let i = 0; i < followers; i++) {
          const remote = `${origin}/users/${i}`;
          await repos.followers.put({
            _id: followerId(actor, remote),
            actor,
            remote,
            handle: `user${i}@far.example`,
            host: new URL(remote).host,
            inbox: `${remote}/inbox`,
            sharedInbox: null,
            followId: `${remote}#follow`,
            since: new Date(),
            owed: [],
            owedSince: null,
            version: 1,
          });
        }
    },
    close() {
      for (const server of opened) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
