import type { IncomingMessage } from "node:http";
import proxyAddr from "proxy-addr";
import type { WebSettings } from "./settings.ts";

/**
 * Tells the address that a request came from, as `request.ip` of Express does: by as many forwarded headers as are
 * believed. Empty for what the node asks of itself.
 */
export function createCallerOf(believed: WebSettings["trustProxy"]): (request: IncomingMessage) => string {
  const isProxy =
    typeof believed === "number" ? (_: string, hop: number) => hop < believed : proxyAddr.compile(believed || []);
  return (request) => proxyAddr(request, isProxy) ?? "";
}
