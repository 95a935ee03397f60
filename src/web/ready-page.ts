import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);

type Headers = Record<string, string | number>;

/** A rendered page with everything that answering it needs, so that a read does no work of its own. */
export interface ReadyPage {
  status: number;
  etag: string;
  body: Buffer;
  headers: Headers;
  unchanged: Headers;
  encoded: Partial<Record<"br" | "gzip", Promise<Buffer>>>;
  /** Told how many bytes a compressed form takes, once there is one. */
  onPacked?: (bytes: number) => void;
}

const worthCompressing = 1024;

/** Prepares HTML for being sent many times. */
export function readyPage(html: string, etag: string, extra: Record<string, string>, status = 200): ReadyPage {
  const body = Buffer.from(html);
  const shared: Headers = { ETag: etag, ...extra };
  return {
    status,
    etag,
    body,
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Length": body.length, ...shared },
    unchanged: shared,
    encoded: {},
  };
}

/** Answers with the page, or with 304 when the reader has it. Compressed forms are made once, when first asked for. */
export function sendReady(req: IncomingMessage, res: ServerResponse, page: ReadyPage): void | Promise<void> {
  const known = req.headers["if-none-match"];
  if (known?.includes(page.etag)) {
    res.writeHead(304, page.unchanged);
    res.end();
    return;
  }
  const accepted = req.headers["accept-encoding"];
  if (accepted === undefined || page.body.length < worthCompressing) {
    res.writeHead(page.status, page.headers);
    res.end(page.body);
    return;
  }
  return sendEncoded(res, page, accepted);
}

async function sendEncoded(res: ServerResponse, page: ReadyPage, accepted: string): Promise<void> {
  const coding = codingFor(accepted);
  if (coding) page.encoded[coding] ??= pack(page, coding);
  const body = (coding && (await page.encoded[coding])) ?? page.body;
  const encoding = coding ? { "Content-Encoding": coding } : {};
  res.writeHead(page.status, { ...page.headers, ...encoding, "Content-Length": body.length });
  res.end(body);
}

async function pack(page: ReadyPage, coding: "br" | "gzip"): Promise<Buffer> {
  const packed = await compress(page.body, coding);
  page.onPacked?.(packed.length);
  return packed;
}

/** The coding to use for an `Accept-Encoding` header; one that is refused by `q=0` is not used. */
export function codingFor(accepted: string): "br" | "gzip" | null {
  const taken = (name: string) =>
    new RegExp(`(^|[\\s,])${name}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))(?=[\\s,;]|$)`, "i").test(accepted);
  if (taken("br")) return "br";
  return taken("gzip") ? "gzip" : null;
}

function compress(body: Buffer, coding: "br" | "gzip"): Promise<Buffer> {
  if (coding === "gzip") return toGzip(body, { level: 6 });
  return toBrotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}
