import type { Agent } from "node:http";
import type { Duplex } from "node:stream";

/**
 * How long an idle connection is kept, in milliseconds: a burst of deliveries or of key look-ups goes to the same hosts.
 * Servers close after five seconds and more.
 */
const idleMs = 3_500;
const lookEveryMs = 250;

/**
 * Lets an agent keep so many idle connections at most, the latest ones, and not for long. The runtime bounds them for each
 * host alone, and after a post to many thousands of servers each of them would hold one.
 */
export function keepingFewIdle<A extends Agent>(agent: A, most = 2_000): A {
  /** Since when each has been idle, the longest first. */
  const idle = new Map<Duplex, number>();
  let watching = false;

  function close(socket: Duplex): void {
    idle.delete(socket);
    socket.destroy();
  }

  function closeOld(): void {
    watching = false;
    const before = performance.now() - idleMs;
    for (const [socket, since] of idle) {
      if (since >= before) break;
      close(socket);
    }
    if (idle.size > 0) watch();
  }

  function watch(): void {
    if (watching) return;
    watching = true;
    setTimeout(closeOld, lookEveryMs).unref();
  }

  const { keepSocketAlive, reuseSocket } = agent;
  agent.keepSocketAlive = (socket) => {
    // The runtime's types do not tell that it answers whether it is kept.
    const kept: unknown = keepSocketAlive.call(agent, socket);
    if (kept) {
      idle.set(socket, performance.now());
      watch();
      const [longest] = idle.size > most ? idle.keys() : [];
      if (longest) close(longest);
    }
    return kept;
  };
  agent.reuseSocket = (socket, request) => {
    idle.delete(socket);
    reuseSocket.call(agent, socket, request);
  };
  return agent;
}
