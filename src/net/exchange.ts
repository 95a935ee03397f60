import type { Agent } from "node:http";
import type { Readable } from "node:stream";
import fetch from "node-fetch";
import type { FetchRequest, FetchResponse } from "../domain/ports.ts";
import { acceptedEncodings, readBody, tooLarge } from "./capped-body.ts";
import type { Deadline } from "./deadline.ts";
import { isRedirect } from "./redirects.ts";

/** One question to one address; its headers are complete and its address is guarded. */
export interface Hop {
  url: URL;
  request: FetchRequest;
  headers: Record<string, string>;
  deadline: Deadline;
}

/**
 * Asks once over a socket, without following redirects, whose bodies are not read. Rejects with whatever fault comes up,
 * `too-large` among them, and leaves no connection open to a host that is not done talking.
 */
export async function askOnce({ url, request, headers, deadline }: Hop, agent: Agent): Promise<FetchResponse> {
  const response = await fetch(url, {
    headers: Object.assign({}, headers, { "accept-encoding": acceptedEncodings }),
    redirect: "manual",
    compress: false,
    agent,
    signal: deadline.signal(),
  });
  const answer = { status: response.status, url: url.href, headers: response.headers };
  const take = response.ok ? request.take : undefined;
  return readAnswer(answer, response.body as Readable | null, request.maxBytes, take);
}

/** Reads the body of an answer, where it has one that is wanted, as far as it may go; `askOnce` says the rest. */
export async function readAnswer(
  answer: Omit<FetchResponse, "body">,
  stream: Readable | null,
  maxBytes: number,
  take?: FetchRequest["take"],
): Promise<FetchResponse> {
  const { status, headers } = answer;
  const host = new URL(answer.url).hostname;
  try {
    if (!stream || isRedirect(answer) || status === 204 || status === 304) return { body: Buffer.alloc(0), ...answer };
    if (Number(headers.get("content-length")) > maxBytes) throw tooLarge(host, maxBytes);
    const encoding = headers.get("content-encoding");
    return { body: await readBody({ stream, host, encoding, maxBytes, take }), ...answer };
  } finally {
    stream?.destroy();
  }
}
