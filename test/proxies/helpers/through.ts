import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { RunningProxy } from "./proxies.ts";

/** What came back through a proxy. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request to a host of the proxy. */
export interface Asked {
  host: string;
  path: string;
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer | AsyncIterable<Buffer>;
  /** The address of loopback that it comes from. */
  from?: string;
}

/** Sends a request through the proxy and resolves with the head of the answer; the connection is not kept. */
export function open(
  proxy: RunningProxy,
  { host, path, method = "GET", headers = {}, body, from }: Asked,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      {
        host: "127.0.0.1",
        port: proxy.httpsPort,
        servername: host,
        ca: proxy.authority(),
        method,
        path,
        headers: { host, ...headers },
        agent: false,
        ...(from === undefined ? {} : { localAddress: from }),
      },
      resolve,
    );
    sent.on("error", reject);
    if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) sent.end(body);
    else
      void (async () => {
        for await (const chunk of body)
          if (!sent.write(chunk)) await new Promise((drained) => sent.once("drain", drained));
        sent.end();
      })().catch(reject);
  });
}

/** As `open`, with the whole body. */
export async function ask(proxy: RunningProxy, asked: Asked): Promise<Answer> {
  return whole(await open(proxy, asked));
}

/** Asks for something by plain http. */
export function askPlain(proxy: RunningProxy, host: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const place = { host: "127.0.0.1", port: proxy.httpPort, path, headers: { host }, agent: false };
    const sent = httpRequest(place, (response) => void whole(response).then(resolve, reject));
    sent.on("error", reject).end();
  });
}

async function whole(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
}
