import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { keepingFewIdle } from "./idle-connections.ts";
import type { Lookup } from "./lookup.ts";

/** The code of the error with which a look-up ends when a name has no address that may be asked. */
export const noAllowedAddress = "ENOALLOWEDADDRESS";

/**
 * The look-up that sockets are opened with. It hands over only addresses that were checked here, and the socket connects
 * to exactly those, so that a name which answers differently a moment later (DNS rebinding) gains nothing.
 */
export function pinnedLookup(lookup: Lookup, allows: (address: string) => boolean): LookupFunction {
  async function allowedAddresses(host: string) {
    const found = (await lookup(host)).filter(({ address }) => allows(address));
    const [first] = found;
    if (first) return { found, first };
    throw Object.assign(new Error("The name has no address that may be asked."), { code: noAllowedAddress });
  }

  return (host, options, callback) => {
    allowedAddresses(host).then(
      ({ found, first }) => (options.all ? callback(null, found) : callback(null, first.address, first.family)),
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
}

/** How long the runtime keeps an idle connection by itself, in milliseconds; it heeds what servers say of a shorter time. */
const runtimeIdleMs = 5_000;

/**
 * One agent for each scheme, which keeps idle connections for a few seconds. The agents of the process, and with them
 * proxies of the environment, are never used.
 */
export function createPinnedAgents(lookup: LookupFunction): (url: URL) => http.Agent {
  const options: https.AgentOptions = {
    lookup,
    keepAlive: true,
    timeout: runtimeIdleMs,
    maxFreeSockets: 64,
    // Far servers need longer than the usual 250 ms until the next address is tried.
    autoSelectFamilyAttemptTimeout: 1_000,
  };
  const plain = keepingFewIdle(new http.Agent(options));
  const secure = keepingFewIdle(new https.Agent(options));
  return (url) => (url.protocol === "https:" ? secure : plain);
}
