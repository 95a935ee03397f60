import http from "node:http";
import type { AddressInfo } from "node:net";

/** A web server on the loopback interface, for one test. */
export interface Loopback {
  port: number;
  /** The requests that reached it, as method and path. */
  seen: string[];
  /** How many sockets were opened to it. */
  sockets(): number;
  close(): Promise<void>;
}

/** Starts a server that answers with `answer` on a free port of 127.0.0.1. */
export async function startLoopback(answer: http.RequestListener): Promise<Loopback> {
  const seen: string[] = [];
  let sockets = 0;
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.on("connection", () => {
    sockets += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    sockets: () => sockets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
