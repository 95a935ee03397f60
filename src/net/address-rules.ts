import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** What an owner's own network may use. Link-local stays out even then: that is where clouds keep their credentials. */
const privateRanges = new Set(["loopback", "private", "carrierGradeNat", "uniqueLocal"]);

const globalIpv6 = ipaddr.parseCIDR("2000::/3");

/**
 * Whether an IP address belongs to the open Internet: global unicast, and none of the special-purpose ranges of IPv4 and
 * IPv6. Addresses that hide an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) and zones are never global.
 */
export function isGlobalAddress(address: string): boolean {
  return isGlobal(parse(address));
}

/** Whether a socket may be opened to an IP address: a global one, or where the owner allows it a private one. */
export function mayConnect(address: string, allowPrivate: boolean): boolean {
  const parsed = parse(address);
  return isGlobal(parsed) || (allowPrivate && privateRanges.has(parsed?.range() ?? ""));
}

function isGlobal(parsed: ipaddr.IPv4 | ipaddr.IPv6 | null): boolean {
  if (parsed?.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(globalIpv6);
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return isIP(address) === 0 || address.includes("%") ? null : ipaddr.parse(address);
}
