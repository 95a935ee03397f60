import http from "node:http";
import https from "node:https";
import type { LookupFunction, Socket } from "node:net";
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

/**
 * How long an idle connection is kept, in milliseconds: a burst of deliveries or of key look-ups goes to the same hosts.
 * Servers close after five seconds and more; what they say themselves of a shorter time is heeded by the runtime, where
 * it has a time of its own.
 */
const idleMs = 3_500;
const runtimeIdleMs = 5_000;
const lookEveryMs = 250;

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
  const plain = closingIdle(new http.Agent(options));
  const secure = closingIdle(new https.Agent(options));
  return (url) => (url.protocol === "https:" ? secure : plain);
}

/** Looks at idle connections together: the runtime's own timeout searches all of them for each that it closes. */
function closingIdle<A extends http.Agent>(agent: A): A {
  const idleSince = new WeakMap<Socket, number>();
  let watching = false;

  function look(): void {
    watching = false;
    const idle = Object.values(agent.freeSockets).flatMap((sockets = []) => sockets as Socket[]);
    if (idle.length > 0) lookSoon();
    const before = performance.now() - idleMs;
    for (const socket of idle) if ((idleSince.get(socket) ?? 0) < before) socket.destroy();
  }

  function lookSoon(): void {
    if (watching) return;
    watching = true;
    setTimeout(look, lookEveryMs).unref();
  }

  agent.on("free", (socket: Socket) => {
    idleSince.set(socket, performance.now());
    lookSoon();
  });
  return agent;
}
