import { createPrivateKey } from "node:crypto";
import { digestOf, signedHeaders } from "../../federation/signature/sign.ts";
import type { TestClock } from "./clock.ts";
import type { TestNode } from "./composed-node.ts";

/** Sends an activity to an inbox in the name of a node's own actor, with its real key; answers the status. */
export async function speakAs(
  node: TestNode,
  name: string,
  activity: object,
  inbox: string,
  clock: TestClock,
): Promise<number> {
  // Whoever asks for an actor makes sure that it has a key.
  await fetch(`${node.url}/ap/actors/${name}`, { headers: { accept: "application/activity+json" } });
  const pair = await node.store.repos.keys.ensure(name, () => Promise.reject(new Error(`${name} has no key yet`)));
  const body = JSON.stringify({ "@context": "https://www.w3.org/ns/activitystreams", ...activity });
  const signer = { keyId: `${node.url}/ap/actors/${name}#main-key`, privateKey: createPrivateKey(pair.privatePem) };
  const contentType = "application/activity+json";
  const headers = await signedHeaders(signer, {
    method: "POST",
    url: new URL(inbox),
    date: clock.now(),
    digest: digestOf(body),
    contentType,
  });
  const answer = await fetch(inbox, { method: "POST", headers, body });
  if (answer.status >= 400) throw new Error(`${inbox} answered ${answer.status}: ${await answer.text()}`);
  return answer.status;
}
