import { createHmac } from "node:crypto";
import type { AskService, Clock, GuardedFetch, Ids } from "../domain/ports.ts";
import { Problem } from "../domain/problem.ts";

/** How an address of the owner's own is called. */
export interface SignedCallOptions {
  url: string;
  /** `whsec_` and base64, as others hand them out, or any text. */
  secret: string;
  timeoutMs: number;
  /** The most bytes of an answer. */
  maxBytes: number;
}

type Needs = { fetch: GuardedFetch; clock: Clock; ids: Ids };

/**
 * Posts JSON to an address of the owner's own, signed as Standard Webhooks has it, and returns the JSON of the answer. No redirects are
 * followed. Throws `upstream` for an answer that is none, and whatever the fetch throws.
 */
export function createSignedCall({ fetch, clock, ids }: Needs, options: SignedCallOptions): AskService {
  const { url, secret, timeoutMs, maxBytes } = options;
  const key = keyOf(secret);
  return async function call(question) {
    const body = JSON.stringify(question);
    const id = `msg_${ids.opaque()}`;
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const headers = {
      "content-type": "application/json",
      accept: "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signatureOf(key, id, timestamp, body),
    };
    const answer = await fetch({ url, method: "POST", headers, body, timeoutMs, maxBytes });
    if (answer.status !== 200) throw new Problem("upstream", `It answered with ${answer.status}, and not with 200.`);
    try {
      return JSON.parse(answer.body.toString("utf8")) as unknown;
    } catch (cause) {
      throw new Problem("upstream", "Its answer is no JSON.", { cause });
    }
  };
}

/** The header by which a receiver knows that we sent a message, and when: `v1,` and the HMAC-SHA256 in base64. */
export function signatureOf(key: Buffer, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** The bytes that a secret stands for. */
export function keyOf(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/=_-]+)$/.exec(secret) ?? [];
  return encoded === undefined ? Buffer.from(secret, "utf8") : Buffer.from(encoded, "base64");
}
