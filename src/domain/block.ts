import { Problem } from "./problem.ts";

export type BlockKind = "actor" | "host";

/** Somebody or some server that may neither speak here nor hear from us. A host covers its subdomains. */
export interface Block {
  /** Kind and value, so that a rule exists once. */
  _id: string;
  kind: BlockKind;
  value: string;
  /** The handle of a person, for show. */
  label: string;
  note: string;
  createdAt: Date;
}

/** The identity of a block. */
export function blockId(kind: BlockKind, value: string): string {
  return `${kind}:${value}`;
}

/** The mark of what is hidden because its author asks not to be shown to the public web. */
export function wishId(actor: string): string {
  return `wish:${actor}`;
}

/** A host as it is compared: lower case, punycode, no port, no trailing dot, no leading `*.`. Throws `invalid`. */
export function normaliseHost(text: string): string {
  const bare = text
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/^\*\./, "")
    .replace(/[/?#].*$/, "")
    .replace(/^@/, "");
  let host: string;
  try {
    host = new URL(`https://${bare}`).hostname.replace(/\.$/, "");
  } catch {
    throw new Problem("invalid", `“${text.slice(0, 100)}” is not the name of a server.`);
  }
  if (host === "" || bare.includes("@"))
    throw new Problem("invalid", `“${text.slice(0, 100)}” is not the name of a server.`);
  return host;
}

/**
 * The ids of every block that would cover an actor or any of the given addresses: the actor itself, then each host
 * with its parent domains, longest first. One look-up by id finds whether one of them exists.
 */
export function blockIdsCovering(actorId: string | null, addresses: readonly string[]): string[] {
  const ids = new Set<string>();
  if (actorId) ids.add(blockId("actor", actorId));
  let seen: string | null = null;
  for (const address of actorId ? [actorId, ...addresses] : addresses) {
    const host = hostIn(address);
    if (!host || host === seen) continue;
    seen = host;
    const labels = host.split(".");
    for (let i = 0; i < labels.length; i++) ids.add(blockId("host", labels.slice(i).join(".")));
  }
  return [...ids];
}

/** A host whose last label begins with a letter: no IP address in disguise. */
const plainHost = /^https?:\/\/((?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)(?=[:/])/;

function hostIn(address: string): string | null {
  const plain = plainHost.exec(address)?.[1];
  if (plain !== undefined) return plain;
  try {
    return normaliseHost(address.includes("://") ? new URL(address).hostname : address);
  } catch {
    return null;
  }
}
