import type { IncomingMessage, ServerResponse } from "node:http";
import { type Coding, codingFor, pack, worthPacking } from "./packing.ts";

type Headers = Record<string, string | number>;

/** One of the forms that a page is sent in: its bytes, and the headers that go with them. */
export interface Form {
  body: Buffer;
  headers: Headers;
}

/** A rendered page with everything that answering it needs, so that a read does no work of its own. */
export interface ReadyPage {
  status: number;
  etag: string;
  /** The headers that all forms share; alone they go with word that nothing has changed. */
  shared: Headers;
  /** The origins whose pages may read it, where these are several: the answer names the one that asks. */
  origins?: readonly string[];
  /** How many bytes of text it holds on to. */
  bytes: number;
  /** The page in a coding, or as it is; made when it is first asked for. */
  form(coding: Coding | null): Form;
}

/** Prepares HTML for being sent many times; `origins` are those of the blog, where they are several. */
export function readyPage(
  html: string,
  etag: string,
  extra: Record<string, string>,
  { status = 200, origins }: Partial<Pick<ReadyPage, "status" | "origins">> = {},
): ReadyPage {
  const shared: Headers = { ETag: etag, ...extra };
  const plain = formOf(shared, toBytes(html));
  const packed: Partial<Record<Coding, Form>> = {};
  return {
    status,
    etag,
    shared,
    ...(origins ? { origins } : {}),
    bytes: plain.body.length,
    form(coding) {
      if (coding === null || !worthPacking(plain.body.length)) return plain;
      packed[coding] ??= formOf(shared, pack(plain.body, coding), coding);
      return packed[coding];
    },
  };
}

/** `Buffer.from` would count the bytes first, which takes as long again; no character needs more than three. */
function toBytes(text: string): Buffer {
  const room = Buffer.allocUnsafeSlow(text.length * 3);
  return room.subarray(0, new TextEncoder().encodeInto(text, room).written);
}

/** A form of a page with the headers given. */
export function formOf(shared: Headers, body: Buffer, coding: Coding | null = null): Form {
  const encoding = coding && { "Content-Encoding": coding };
  return {
    body,
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Length": body.length, ...shared, ...encoding },
  };
}

/** Which of a blog's origins an answer is for: that of the page that asks, else the first. */
export function readerOf(origins: readonly string[], asking: string | undefined): string {
  return origins.find((origin) => origin === asking) ?? origins[0] ?? "null";
}

/** Answers with the page in the form that the reader takes, or with 304 when the reader has it. */
export function sendReady(req: IncomingMessage, res: ServerResponse, page: ReadyPage): void {
  if (page.origins) res.setHeader("Access-Control-Allow-Origin", readerOf(page.origins, req.headers.origin));
  if (req.headers["if-none-match"]?.includes(page.etag)) {
    res.writeHead(304, page.shared);
    res.end();
    return;
  }
  const { body, headers } = page.form(codingFor(req.headers["accept-encoding"]));
  res.writeHead(page.status, headers);
  res.end(body);
}
