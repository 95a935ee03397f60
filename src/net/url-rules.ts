import { isIP } from "node:net";
import { Problem } from "../domain/problem.ts";
import { mayConnect } from "./address-rules.ts";

/** What decides whether an address may be asked. */
export interface UrlRules {
  /** Private networks, http, IP literals, local names and any port are allowed: for development and home networks. */
  allowPrivate: boolean;
  /** The origin of the node itself, which is answered without a socket and therefore in any spelling it was given. */
  own: string | null;
}

const publicPorts = new Set(["", "80", "443"]);

/** Names that resolvers answer for the local network, or that only an overlay network knows (RFC 6761, 6762, 7686, 8375). */
const localNames = /\.(local|localhost|internal|onion|home\.arpa)$/;

/**
 * The address to ask, in WHATWG spelling without a fragment or the dot at the end of its host; `base` serves relative
 * ones. Throws `forbidden`, naming host and fault, for an address that must not be asked whatever it resolves to.
 */
export function guardUrl(text: string, rules: UrlRules, base?: URL): URL {
  const url = normalise(text, base);
  const host = url.hostname;
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw forbidden("Only web addresses that start with https:// can be asked.");
  }
  if (url.username !== "" || url.password !== "") {
    throw forbidden(`The address at ${host} carries a user name or password; take it out.`);
  }
  if (url.origin === rules.own) return url;
  const literal = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal) !== 0) {
    if (!rules.allowPrivate) throw forbidden(`${host} is a bare IP address; only host names can be asked.`);
    if (!mayConnect(literal, true)) throw forbidden(`${host} is not an address that can be asked.`);
    return url;
  }
  if (!isHostName(host)) throw forbidden("The address has no valid host name.");
  if (rules.allowPrivate) return url;
  if (url.protocol !== "https:") throw forbidden(`${host} can be asked over https:// only.`);
  if (!publicPorts.has(url.port))
    throw forbidden(`Port ${url.port} of ${host} must not be asked; only 443 and 80 are.`);
  if (!host.includes(".") || localNames.test(host)) throw forbidden(`${host} is not a public host name.`);
  return url;
}

function normalise(text: string, base: URL | undefined): URL {
  try {
    const url = new URL(text, base);
    // Written with and without the dot it is the same host; blocks and ids know only one of the two.
    if (url.hostname.endsWith(".")) url.hostname = url.hostname.slice(0, -1);
    url.hash = "";
    return url;
  } catch {
    throw forbidden("What was to be asked is not a web address.");
  }
}

function isHostName(host: string): boolean {
  return host.length <= 253 && host.split(".").every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
}

function forbidden(sentence: string): Problem {
  return new Problem("forbidden", sentence);
}
