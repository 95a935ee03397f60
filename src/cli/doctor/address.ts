import { askAddress, askJson } from "./ask.ts";

/**
 * What the node's public address answers: `right`, with the time of whoever answered; `wrong`, which must keep the first
 * delivery back, as addresses never change once others know them; `unreachable`, which may be the network's doing alone.
 */
export type AddressAnswer =
  | { kind: "right"; date: Date | null }
  | { kind: "wrong"; sentence: string }
  | { kind: "unreachable"; sentence: string };

/** How the blog is found: the name of its actor, and its whole account where that lies on a domain of its own. */
export interface Account {
  handle: string;
  handleDomain?: string | null | undefined;
}

const activityType = "application/activity+json";
/** The spellings that every other server takes; one library compares them to the letter. */
const goodTypes = new Set([activityType, `${activityType}; charset=utf-8`]);
const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/**
 * Asks for WebFinger, NodeInfo and an actor through the public address, as other servers will, and for the actor as a
 * browser does in between, and checks that what comes back is this node's own. Never throws.
 */
export async function checkAddress(url: string, account: Account, ask: typeof fetch): Promise<AddressAnswer> {
  const { host } = new URL(url);
  const asked = `acct:${account.handle}@${host}`;
  const subject = `acct:${account.handle}@${account.handleDomain ?? host}`;
  const finger = await askJson(
    `${url}/.well-known/webfinger?resource=${encodeURIComponent(asked)}`,
    "application/jrd+json, application/json",
    ask,
  );
  if (finger.kind !== "json") return finger;
  const self = selfLink(finger.body);
  if (finger.body["subject"] !== subject || self === null || !self.startsWith(`${url}/`)) {
    return wrong(
      `${url} answers for ${asked}, but not as this node. Another program owns that address, or ANTIPHON_URL is not the one that readers see.`,
    );
  }
  const info = await askJson(`${url}/.well-known/nodeinfo`, "application/json", ask);
  if (info.kind !== "json") return info;
  const fault = (await checkActor(self, ask)) ?? (await checkPeople(self, ask)) ?? (await checkActor(self, ask));
  return fault ?? { kind: "right", date: finger.date };
}

async function checkActor(self: string, ask: typeof fetch): Promise<AddressAnswer | null> {
  const actor = await askJson(self, activityType, ask);
  if (actor.kind !== "json") return actor;
  if (actor.body["id"] !== self) {
    return wrong(`${self} answers with something that is not the blog's actor. Does the proxy pass /ap/ on unchanged?`);
  }
  if (goodTypes.has(actor.type.toLowerCase())) return null;
  return wrong(
    `${self} is sent as “${actor.type}”, and some servers take ${activityType} alone. The proxy must not change the type.`,
  );
}

/** A cache that looks at the address alone gives people the JSON that a server asked for, or servers the page. */
async function checkPeople(self: string, ask: typeof fetch): Promise<AddressAnswer | null> {
  const page = await askAddress(self, { accept: browser }, ask);
  if (page.kind !== "answer") return page;
  if (!page.type.includes("json")) return null;
  return wrong(
    `${self} gives a browser JSON instead of a page. A cache in between must heed “Vary: Accept”, or leave /ap/ alone.`,
  );
}

function wrong(sentence: string): AddressAnswer {
  return { kind: "wrong", sentence };
}

export function selfLink(body: Record<string, unknown>): string | null {
  const links = Array.isArray(body["links"]) ? (body["links"] as unknown[]) : [];
  for (const link of links) {
    const { rel, href } = (link ?? {}) as Record<string, unknown>;
    if (rel === "self" && typeof href === "string") return href;
  }
  return null;
}
