import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { digestOf, signedHeaders } from "../../federation/signature/sign.ts";
import type { TestClock } from "./clock.ts";
import { makeKey } from "./remote.ts";

/** An activity as it came in, with the id of the key that signed it. */
export interface Got {
  type: string;
  keyId: string;
  body: { id: string; actor: string; object: unknown; [member: string]: unknown };
}

/** Another server on loopback with one person, who writes down what arrives and says what the test puts in their mouth. */
export interface Peer {
  /** The person's id. */
  actor: string;
  got: Got[];
  /** Signs an activity of the person and sends it; answers the status. */
  send(inbox: string, activity: Record<string, unknown>): Promise<number>;
  follow(actor: string): Promise<number>;
  unfollow(actor: string): Promise<number>;
  /** Asks for a document as the person's server does; the answer's status and body. */
  look(url: string): Promise<{ status: number; json: Record<string, unknown> }>;
  close(): Promise<void>;
}

const activityType = "application/activity+json";

/** Starts a server whose one person is called `eve`. */
export async function startPeer(clock: TestClock): Promise<Peer> {
  const got: Got[] = [];
  const server = createServer((req, res) => {
    if (req.method !== "POST") return void answerActor();
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => void chunks.push(chunk));
    req.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Got["body"] & { type: string };
      const keyId = /keyId="([^"]*)"/.exec(String(req.headers["signature"]))?.[1] ?? "";
      got.push({ type: body.type, keyId, body });
      res.writeHead(202).end();
    });

    function answerActor(): void {
      if (req.url !== "/users/eve") return void res.writeHead(404).end();
      res.writeHead(200, { "content-type": activityType }).end(JSON.stringify(person));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const actor = `${origin}/users/eve`;
  const key = makeKey(`${actor}#main-key`);
  const person = {
    id: actor,
    type: "Person",
    preferredUsername: "eve",
    inbox: `${origin}/inbox`,
    endpoints: { sharedInbox: `${origin}/inbox` },
    publicKey: { id: key.id, owner: actor, publicKeyPem: key.pem },
  };
  const signer = { keyId: key.id, privateKey: key.private };
  let said = 0;

  async function send(inbox: string, activity: Record<string, unknown>): Promise<number> {
    const body = JSON.stringify({ id: `${origin}/said/${++said}`, actor, ...activity });
    const request = {
      method: "POST",
      url: new URL(inbox),
      date: clock.now(),
      digest: digestOf(body),
      contentType: activityType,
    } as const;
    return (await fetch(inbox, { method: "POST", headers: await signedHeaders(signer, request), body })).status;
  }

  let follows = 0;
  const followOf = (object: string) => ({ id: `${origin}/follows/${follows}`, type: "Follow", actor, object });
  return {
    actor,
    got,
    send,
    follow(object) {
      follows += 1;
      return send(`${object}/inbox`, followOf(object));
    },
    unfollow: (object) => send(`${object}/inbox`, { type: "Undo", object: followOf(object) }),
    async look(url) {
      const request = { method: "GET", url: new URL(url), date: clock.now(), accept: activityType } as const;
      const answer = await fetch(url, { headers: await signedHeaders(signer, request), redirect: "manual" });
      const text = await answer.text();
      return { status: answer.status, json: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
