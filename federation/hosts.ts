import { getDomain } from "tldts";

const plainHost = /^https?:\/\/([a-z0-9.-]+)\//;

/** The host of an address with its port; empty for what is no address. */
export function hostOf(url: string): string {
  return plainHost.exec(url)?.[1] ?? (URL.canParse(url) ? new URL(url).host : "");
}

/** What somebody had to register to own a host: strangers make up subdomains for free, but not domains. */
export function domainOf(host: string): string {
  const name = host.replace(/:\d+$/, "");
  return getDomain(name, { allowPrivateDomains: true }) ?? name;
}
