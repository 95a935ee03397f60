import { request as httpRequest, type Server } from "node:http";
import { Duplex } from "node:stream";
import type { FetchRequest, FetchResponse } from "../domain/ports.ts";

/**
 * Answers requests to the node's own address in the process, without a socket: a pair of streams stands for the
 * connection, so that the very same server, routes and headers are used as for anybody else.
 */
export function createInProcess(server: Server): (request: FetchRequest) => Promise<FetchResponse> {
  return ({ url, method = "GET", headers = {}, body, timeoutMs }) =>
    new Promise((resolve, reject) => {
      const [ours, theirs] = streamPair();
      server.emit("connection", theirs);
      const { pathname, search, host } = new URL(url);
      const sent = httpRequest({
        createConnection: () => ours,
        method,
        path: `${pathname}${search}`,
        headers: { ...headers, host, connection: "close" },
        signal: AbortSignal.timeout(timeoutMs),
      });
      sent.on("error", reject);
      sent.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => void chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const get = (name: string) => {
            const value = response.headers[name.toLowerCase()];
            return Array.isArray(value) ? value.join(", ") : (value ?? null);
          };
          resolve({ status: response.statusCode ?? 500, url, headers: { get }, body: Buffer.concat(chunks) });
        });
      });
      sent.end(body);
    });
}

/** Two ends of one line: what is written to the one is read from the other. */
function streamPair(): [Duplex, Duplex] {
  const ends: Duplex[] = [];
  const end = (other: number): Duplex =>
    new Duplex({
      read() {},
      write(chunk, _encoding, callback) {
        ends[other]?.push(chunk);
        callback();
      },
      final(callback) {
        ends[other]?.push(null);
        callback();
      },
    });
  ends.push(end(1), end(0));
  return [ends[0] as Duplex, ends[1] as Duplex];
}
