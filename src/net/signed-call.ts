import { createHmac } from "node:crypto";
import type { AskService, Clock, GuardedFetch, Ids, SignMessage } from "../domain/ports.ts";
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
  return async function call(question) {
    const body = JSON.stringify(question);
    const id = `msg_${ids.opaque()}`;
    const headers = { accept: "application/json", ...signedHeaders(secret, id, clock.now(), body) };
    const answer = await fetch({ url, method: "POST", headers, body, timeoutMs, maxBytes });
    if (answer.status !== 200) throw new Problem("upstream", `It answered with ${answer.status}, and not with 200.`);
    try {
      return JSON.parse(answer.body.toString("utf8")) as unknown;
    } catch (cause) {
      throw new Problem("upstream", "Its answer is no JSON.", { cause });
    }
  };
}

/** The headers by which a receiver of some JSON knows that we sent it, and when, as Standard Webhooks has it. */
export const signedHeaders: SignMessage = (secret, id, now, body) => {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
};

/** The bytes that a secret stands for. */
function keyOf(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/=_-]+)$/.exec(secret) ?? [];
  return encoded === undefined ? Buffer.from(secret, "utf8") : Buffer.from(encoded, "base64");
}
