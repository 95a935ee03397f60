import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Names that no public resolver knows (RFC 6761, RFC 6762, RFC 8375, and what home routers hand out). */
const privateNames = /(^|\.)(localhost|local|internal|intranet|lan|home|home\.arpa|test|invalid)\.?$/i;

/** Whether a host can be reached from the internet, as far as its name or address tells. */
export function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  if (isIP(address)) return ipaddr.process(address).range() === "unicast";
  return hostname.includes(".") && !privateNames.test(hostname);
}

/** Whether other servers can be expected to talk to this origin: https, as they insist on it, and a public host. */
export function isPublicOrigin(origin: string): boolean {
  const url = new URL(origin);
  return url.protocol === "https:" && isPublicHost(url.hostname);
}

/** Whether an origin is this very machine. */
export function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return /(^|\.)localhost$/i.test(hostname) || /^127\./.test(hostname) || hostname === "[::1]";
}
