import { guestActorName, nodeActorName } from "./site.ts";

/** An account as it was typed: a name, and the domain where people shall find it; null for the node's own. */
export interface TypedHandle {
  name: string;
  domain: string | null;
}

const reserved = [nodeActorName, "inbox", "outbox", "followers", "admin"];
const domainLabel = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const isAddress = (host: string) => /^[\d.]+$|^\[/.test(host);

/** Takes an account apart. */
export function typedHandle(text: string): TypedHandle {
  const [name = "", ...domain] = text.replace(/^@/, "").split("@");
  return { name, domain: domain.length === 0 ? null : domain.join("@").toLowerCase() };
}

/** What is wrong with the name of an account, as words that follow it; null where it may be taken. */
export function nameFault(name: string): string | null {
  if (!/^[a-z0-9_]{1,30}$/.test(name))
    return "may hold a to z, 0 to 9 and _ alone, 30 at most, and then @ and a domain";
  if (reserved.includes(name)) return "is a name that the node keeps for itself";
  return name.endsWith(guestActorName({ handle: "" })) ? "may not end in _guests" : null;
}

/** What is wrong with the domain of an account, alike. */
export function domainFault(domain: string): string | null {
  if (!domain.split(".").every((label) => domainLabel.test(label)) || domain.length > 253)
    return "must name a domain alone behind the @, without https:// or a path";
  return domain.includes(".") && !isAddress(domain) ? null : "must name a whole domain behind the @";
}

/** A handle for a blog whose owner chose none: the first telling label of its host, made unique by a number. */
export function handleFor(home: string, taken: ReadonlySet<string>): string {
  const { hostname } = new URL(home);
  const label = hostname.replace(/^www\./, "").split(".")[0] ?? "";
  const plain = isAddress(hostname)
    ? ""
    : label
        .replace(/[^a-z0-9]+/g, "_")
        .replace(/^_+|_+$/g, "")
        .slice(0, 26);
  const base = plain === "" || plain === nodeActorName ? "blog" : plain;
  let handle = base;
  for (let i = 2; taken.has(handle); i++) handle = `${base}_${i}`;
  return handle;
}
