import type { RequestHandler } from "express";
import { sendKnown } from "../unchanged.ts";
import type { Web } from "../web.ts";
import { createDocument } from "./document.ts";

/** `GET /openapi.json`: describes the public routes to programs. Made when it is first asked for. */
export function createOpenApiRoute({ settings: { url, version } }: Pick<Web, "settings">): RequestHandler {
  let made: string | null = null;
  return (req, res) => {
    made ??= JSON.stringify(createDocument({ url, version }));
    res.set({ "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" });
    sendKnown(req, res, "application/json; charset=utf-8", made);
  };
}
