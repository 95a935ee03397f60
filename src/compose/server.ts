import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Config } from "../config.ts";

/** A large file may be long on its way; headers are still waited for a minute alone. */
export const slowestRequestMs = 30 * 60_000;

/** Listens where the settings say, and resolves with the address to open; rejects when it is taken. */
export function listen(server: Server, config: Pick<Config, "port" | "host">): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, () => {
      server.removeListener("error", reject);
      const { address, port, family } = server.address() as AddressInfo;
      const unspecified = address === "0.0.0.0" || address === "::";
      const host = unspecified ? "localhost" : family === "IPv6" ? `[${address}]` : address;
      resolve(`http://${host}:${port}`);
    });
  });
}

/** Takes no more requests, and resolves once those under way are answered. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A request that was under way leaves a connection behind that its browser would keep open for a while.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(idle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
