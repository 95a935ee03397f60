import type { Agent } from "node:http";
import type { Readable } from "node:stream";
import fetch from "node-fetch";
import type { FetchRequest, FetchResponse } from "../domain/ports.ts";
import { acceptedEncodings, readBody, tooLarge } from "./capped-body.ts";
import { isRedirect } from "./redirects.ts";

/** One question to one address; its headers are complete and its address is guarded. */
export interface Hop {
  url: URL;
  request: FetchRequest;
  headers: Record<string, string>;
  signal: AbortSignal;
}

/**
 * Asks once over a socket, without following redirects, whose bodies are not read. Rejects with whatever fault comes up,
 * `too-large` among them, and leaves no connection open to a host that is not done talking.
 */
export async function askOnce({ url, request, headers, signal }: Hop, agent: Agent): Promise<FetchResponse> {
  const response = await fetch(url, {
    method: request.method ?? "GET",
    headers: { ...headers, "accept-encoding": acceptedEncodings },
    body: request.body === undefined ? null : Buffer.from(request.body),
    redirect: "manual",
    compress: false,
    agent,
    signal,
  });
  const stream = response.body as Readable | null;
  const { status } = response;
  const answer = { status, url: url.href, headers: response.headers };
  try {
    if (!stream || isRedirect(answer) || status === 204 || status === 304) return { ...answer, body: Buffer.alloc(0) };
    const { maxBytes } = request;
    if (Number(response.headers.get("content-length")) > maxBytes) throw tooLarge(url.hostname, maxBytes);
    const encoding = response.headers.get("content-encoding");
    return { ...answer, body: await readBody({ stream, host: url.hostname, encoding, maxBytes }) };
  } finally {
    stream?.destroy();
  }
}
