import http, { type Agent, type IncomingMessage } from "node:http";
import https from "node:https";
import type { FetchResponse } from "../domain/ports.ts";
import { acceptedEncodings } from "./capped-body.ts";
import { type Hop, readAnswer } from "./exchange.ts";

/**
 * Asks once by POST or PUT, as `askOnce` does by GET. Deliveries come by the thousand and their answers say little: without the
 * streams and header objects of a fetch, each costs half.
 */
export async function postOnce({ url, request, headers, deadline }: Hop, agent: Agent): Promise<FetchResponse> {
  const { body = "" } = request;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headerList = listOf(sentHeaders({ url, headers, body }));
    const { request: open } = url.protocol === "https:" ? https : http;
    // A list of headers and the parts of the address go to the wire as they are; objects cost the runtime half as much again.
    const sent = open({
      method: request.method ?? "POST",
      hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: url.port,
      path: url.pathname + url.search,
      agent,
      headers: headerList,
    });
    // They are in the request's text by now, and the runtime holds the list as long as the connection.
    headerList.length = 0;
    deadline.onOver((reason) => sent.destroy(reason));
    sent.once("response", resolve).on("error", reject);
    // Nobody asked for another protocol; the runtime would wait for somebody to take it.
    sent.once("upgrade", (_response, socket) => {
      socket.destroy();
      reject(new Error("It answers in another protocol."));
    });
    sent.end(body);
  });
  // Not the response itself, which holds its request and all that this sent.
  const { headers: received } = response;
  const headersOf = { get: (name: string) => textOf(received[name.toLowerCase()]) };
  const answer = { status: response.statusCode ?? 0, url: url.href, headers: headersOf };
  if (received["content-length"] === "0") {
    response.resume();
    return { body: Buffer.alloc(0), ...answer };
  }
  return readAnswer(answer, response, request.maxBytes);
}

function sentHeaders({ url, headers, body }: Pick<Hop, "url" | "headers"> & { body: Buffer | string }) {
  return Object.assign({}, headers, {
    host: url.host,
    "accept-encoding": acceptedEncodings,
    "content-length": String(Buffer.byteLength(body)),
  });
}

function listOf(headers: Record<string, string>): string[] {
  const list: string[] = [];
  for (const name of Object.keys(headers)) list.push(name, headers[name] as string);
  return list;
}

function textOf(header: string | string[] | undefined): string | null {
  return Array.isArray(header) ? header.join(", ") : (header ?? null);
}
