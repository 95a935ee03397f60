import { accountOf, type Site } from "../../domain/site.ts";

/**
 * What the node's public address answers: `right`, with the time of whoever answered; `wrong`, which must keep the first
 * delivery back, as addresses never change once others know them; `unreachable`, which may be the network's doing alone.
 */
export type AddressAnswer =
  | { kind: "right"; date: Date | null }
  | { kind: "wrong"; sentence: string }
  | { kind: "unreachable"; sentence: string };

/** The account by which the node is looked for. */
export type Account = Pick<Site, "handle" | "handleDomain">;

type Reply =
  | { kind: "json"; body: Record<string, unknown>; date: Date | null }
  | Exclude<AddressAnswer, { kind: "right" }>;

const timeoutMs = 10_000;

/**
 * Asks for WebFinger, NodeInfo and an actor through the public address, as other servers will, and checks that what
 * comes back is this node's own. Never throws.
 */
export async function checkAddress(url: string, account: Account, ask: typeof fetch): Promise<AddressAnswer> {
  const { host } = new URL(url);
  // It is found on this host, too, and is then told by the domain that its owner chose.
  const acct = `acct:${account.handle}@${host}`;
  const finger = await getJson(`${url}/.well-known/webfinger?resource=${encodeURIComponent(acct)}`, ask);
  if (finger.kind !== "json") return finger;
  const self = selfLink(finger.body);
  if (finger.body["subject"] !== `acct:${accountOf(account, host)}` || self === null || !self.startsWith(`${url}/`)) {
    return {
      kind: "wrong",
      sentence: `${url} answers for ${acct}, but not as this node. Another program owns that address, or ANTIPHON_URL is not the one that readers see.`,
    };
  }
  const info = await getJson(`${url}/.well-known/nodeinfo`, ask);
  if (info.kind !== "json") return info;
  const actor = await getJson(self, ask);
  if (actor.kind !== "json") return actor;
  if (actor.body["id"] === self) return { kind: "right", date: finger.date };
  return {
    kind: "wrong",
    sentence: `${self} answers with something that is not the blog's actor. Does the proxy pass /ap/ on unchanged?`,
  };
}

async function getJson(address: string, ask: typeof fetch): Promise<Reply> {
  let response: Response;
  try {
    response = await ask(address, {
      headers: { accept: "application/activity+json, application/jrd+json, application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    return { kind: "unreachable", sentence: `${address} cannot be reached from here (${reasonOf(error)}).` };
  }
  if ([502, 503, 504].includes(response.status)) {
    return {
      kind: "unreachable",
      sentence: `${address} answers ${response.status}: the proxy is there, the node behind it is not.`,
    };
  }
  if (response.status !== 200) {
    const to = response.headers.get("location");
    const where = to ? `, to ${to}` : "";
    return {
      kind: "wrong",
      sentence: `${address} answers ${response.status}${where}. The proxy must hand this path to the node.`,
    };
  }
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null) {
    return {
      kind: "wrong",
      sentence: `${address} answers, but not with JSON. The proxy must hand this path to the node.`,
    };
  }
  const date = response.headers.get("date");
  return { kind: "json", body: body as Record<string, unknown>, date: date === null ? null : new Date(date) };
}

/** The actor that an answer of WebFinger names; null when it names none. */
export function selfLink(body: Record<string, unknown>): string | null {
  const links = Array.isArray(body["links"]) ? (body["links"] as unknown[]) : [];
  for (const link of links) {
    const { rel, href } = (link ?? {}) as Record<string, unknown>;
    if (rel === "self" && typeof href === "string") return href;
  }
  return null;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
