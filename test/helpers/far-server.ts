import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestClock } from "./clock.ts";
import type { TestNode } from "./composed-node.ts";
import { makeKey, signCavage, type TestKey } from "./remote.ts";

type Json = Record<string, unknown>;

/** Another server on loopback, for a whole node to fetch from and to hear from as it would from anybody's. */
export interface FarServer {
  origin: string;
  /** Serves a document at its id, or at another address. */
  serve(document: Json & { id: string }, url?: string): void;
  /** Answers an address with 410 from now on. */
  bury(url: string): void;
  /** Lets somebody live there, or changes what they say of themselves. */
  person(name: string, said?: Json): Person;
  close(): Promise<void>;
}

/** Somebody who lives on a far server. */
export interface Person {
  id: string;
  followers: string;
  /** The actor as it is served. */
  document: Json;
  /** Signs an activity and sends it to a node's shared inbox; answers the status. */
  tell(node: TestNode, activity: Json): Promise<number>;
}

/** Starts a server on which nobody lives yet. */
export async function startFarServer(clock: TestClock): Promise<FarServer> {
  const documents = new Map<string, Json | null>();
  const keys = new Map<string, TestKey>();
  const server = createServer((req, res) => {
    const found = documents.get(req.url ?? "");
    res.setHeader("content-type", "application/activity+json");
    if (found) return void res.end(JSON.stringify(found));
    res.writeHead(found === null ? 410 : 404).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const path = (url: string) => url.slice(origin.length);

  return {
    origin,
    serve: (document, url = document.id) => void documents.set(path(url), document),
    bury: (url) => void documents.set(path(url), null),
    person(name, said = {}) {
      const id = `${origin}/users/${name}`;
      const key = keys.get(id) ?? makeKey(`${id}#main-key`);
      keys.set(id, key);
      const document = {
        id,
        type: "Person",
        preferredUsername: name,
        inbox: `${id}/inbox`,
        followers: `${id}/followers`,
        publicKey: { id: key.id, owner: id, publicKeyPem: key.pem },
        ...said,
      };
      documents.set(path(id), document);
      return { id, followers: document.followers, document, tell: (node, activity) => tell(node, key, activity) };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function tell(node: TestNode, key: TestKey, activity: Json): Promise<number> {
    const body = Buffer.from(JSON.stringify({ "@context": "https://www.w3.org/ns/activitystreams", ...activity }));
    const wire = signCavage({ key, body, date: clock.now(), host: new URL(node.url).host });
    const headers = wire.headers.filter(([name]) => name !== "Host");
    return (await fetch(`${node.url}${wire.target}`, { method: "POST", headers, body })).status;
  }
}
