import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestClock } from "./clock.ts";
import { makeKey, signCavage } from "./remote.ts";

type Json = Record<string, unknown>;

/** Somebody on a small server of their own, on loopback: an actor with an inbox, and whatever else is served there. */
export interface FarPerson {
  id: string;
  origin: string;
  /** What came into the inbox. */
  received: Json[];
  /** Serves a document at a path, or nothing any more. */
  serve(path: string, document: Json | null): void;
  /** Signs an activity and sends it to a node's shared inbox; answers the status. */
  say(node: { url: string }, clock: TestClock, activity: Json): Promise<number>;
  close(): Promise<void>;
}

/** Starts the server of a person called Quinn. */
export async function startFarPerson(): Promise<FarPerson> {
  const documents = new Map<string, Json>();
  const received: Json[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      if (req.method === "POST") {
        received.push(JSON.parse(Buffer.concat(chunks).toString()) as Json);
        return void res.writeHead(202).end();
      }
      const document = documents.get(req.url ?? "");
      res.writeHead(document ? 200 : 404, { "content-type": "application/activity+json" });
      res.end(JSON.stringify(document ?? {}));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const id = `${origin}/users/quinn`;
  const key = makeKey(`${id}#main-key`);
  documents.set("/users/quinn", {
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    id,
    type: "Person",
    preferredUsername: "quinn",
    name: "Quinn",
    inbox: `${id}/inbox`,
    publicKey: { id: key.id, owner: id, publicKeyPem: key.pem },
  });

  return {
    id,
    origin,
    received,
    serve: (path, document) => void (document ? documents.set(path, document) : documents.delete(path)),
    async say({ url }, clock, activity) {
      const body = Buffer.from(JSON.stringify({ "@context": "https://www.w3.org/ns/activitystreams", ...activity }));
      const { host } = new URL(url);
      const { target, headers } = signCavage({ key, body, date: clock.now(), host });
      const own = headers.filter(([name]) => name !== "Host");
      const answer = await fetch(url + target, { method: "POST", headers: own, body: new Uint8Array(body) });
      return answer.status;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
