import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** What a service on loopback was asked. */
export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: its shape is what the tests look at
  body: any;
}

/** A service on loopback that takes messages and keeps them. */
export interface HookServer {
  url: string;
  asked: Asked[];
  /** What it answers. */
  answer: { status: number; headers?: Record<string, string>; body?: string };
  close(): Promise<void>;
}

/** Starts such a service. */
export async function startHookServer(): Promise<HookServer> {
  const asked: Asked[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => void chunks.push(chunk));
    req.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      asked.push({ method: req.method ?? "", path: req.url ?? "", headers: req.headers, text, body: JSON.parse(text) });
      res.writeHead(hooks.answer.status, hooks.answer.headers).end(hooks.answer.body ?? "");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const hooks: HookServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: { status: 200 },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hooks;
}
