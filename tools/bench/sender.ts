import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { openStore } from "../../src/store/open.ts";
import { atOnce } from "./load.ts";
import type { Program } from "./program.ts";

/** Many servers, as no single one may send so much in a minute. */
const servers = Array.from({ length: 400 }, (_, i) => `https://social${i}.example`);
const actorOn = (server: string) => `${server}/users/bob`;

interface Signed {
  body: string;
  headers: Record<string, string>;
}

/** Somebody who sends replies to a node, and is known there. */
export interface Sender {
  publicKey: string;
  /** CPU milliseconds that a node spends on one signed reply; `round` makes what is sent new. */
  cpuPerRequest(program: Program, round: number, count: number): Promise<number>;
}

/** Makes senders known to a store that has a thread, so that no key has to be fetched. */
export async function createSender(...stores: readonly string[]): Promise<Sender> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  let noteId = "";
  for (const store of stores) noteId = await prepare(store, publicKey);
  return {
    publicKey,
    async cpuPerRequest(program, round, count) {
      const requests = Array.from({ length: count }, (_, i) =>
        sign(program.origin, noteId, `${round}-${i}`, servers[i % servers.length] as string, privateKey),
      );
      const before = program.cpuSeconds();
      await send(program, requests);
      return ((program.cpuSeconds() - before) / count) * 1000;
    },
  };
}

/** Makes the sender known, so that no key has to be fetched, and returns the Note that it answers. */
async function prepare(storeUrl: string, pem: string): Promise<string> {
  const store = await openStore(storeUrl);
  try {
    for (const server of servers) await store.repos.profiles.put(aProfile(server, pem));
    const [thread] = await store.docs.threads.find({}).limit(1).toArray();
    return (thread as { noteId: string }).noteId;
  } finally {
    await store.close();
  }
}

function aProfile(server: string, pem: string): RemoteProfile {
  const actor = actorOn(server);
  return {
    _id: actor,
    handle: `bob@${new URL(server).host}`,
    name: "Bob",
    url: `${server}/@bob`,
    avatar: null,
    inbox: `${actor}/inbox`,
    sharedInbox: null,
    keys: [{ id: `${actor}#main-key`, pem }],
    hidden: false,
    fetchedAt: new Date(),
  };
}

function sign(origin: string, noteId: string, id: string, server: string, privateKey: string): Signed {
  const actor = actorOn(server);
  const note = `${server}/notes/${id}`;
  const inReplyTo = `${origin}/ap/posts/${noteId}`;
  const body = JSON.stringify({
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${note}/activity`,
    type: "Create",
    actor,
    published: new Date().toISOString(),
    to: ["https://www.w3.org/ns/activitystreams#Public"],
    cc: [`${actor}/followers`],
    object: {
      id: note,
      type: "Note",
      attributedTo: actor,
      inReplyTo,
      published: new Date().toISOString(),
      to: ["https://www.w3.org/ns/activitystreams#Public"],
      cc: [`${actor}/followers`],
      url: note,
      content: `<p>An answer with some <b>words</b> and a <a href="https://social.example/x">link</a>, number ${id}.</p>`,
      contentMap: { en: `<p>An answer with some <b>words</b>, number ${id}.</p>` },
      tag: [],
    },
  });
  const { host } = new URL(origin);
  const date = new Date().toUTCString();
  const digest = `SHA-256=${createHash("sha256").update(body).digest("base64")}`;
  const type = "application/activity+json";
  const base = `(request-target): post /inbox\nhost: ${host}\ndate: ${date}\ndigest: ${digest}\ncontent-type: ${type}`;
  const signature = createSign("sha256").update(base).sign(privateKey, "base64");
  const names = "(request-target) host date digest content-type";
  return {
    body,
    headers: {
      date,
      digest,
      "content-type": type,
      signature: `keyId="${actor}#main-key",algorithm="rsa-sha256",headers="${names}",signature="${signature}"`,
    },
  };
}

async function send(program: Program, requests: readonly Signed[]): Promise<void> {
  const queue = [...requests];
  const worker = async () => {
    for (let request = queue.pop(); request; request = queue.pop()) {
      const answer = await fetch(`${program.origin}/inbox`, {
        method: "POST",
        headers: request.headers,
        body: request.body,
      });
      await answer.arrayBuffer();
      if (answer.status !== 202) throw new Error(`${program.origin}/inbox answered ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
