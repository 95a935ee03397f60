import { getDomain } from "tldts";

const plainHost = /^https?:\/\/([a-z0-9.-]+)\//;

/** The host of an address with its port; empty for what is no address. */
export function hostOf(url: string): string {
  return plainHost.exec(url)?.[1] ?? (URL.canParse(url) ? new URL(url).host : "");
}

/** Whether two addresses lie on the same host; what is no address lies on none. */
export function sameHost(one: string, other: string): boolean {
  const host = hostOf(one);
  return host !== "" && host === hostOf(other);
}

/** What somebody had to register to own a host: strangers make up subdomains for free, but not domains. */
export function domainOf(host: string): string {
  const name = host.replace(/:\d+$/, "");
  // Nobody needs the list of public suffixes for a name of two labels: it was registered, or nobody can own it.
  if (name.indexOf(".") === name.lastIndexOf(".")) return name;
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}
