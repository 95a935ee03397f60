import type { RequestHandler } from "express";
import { originsOf } from "../../domain/address.ts";
import { Problem } from "../../domain/problem.ts";
import { networkPrefix } from "../../usecases/visit/visitor.ts";
import { demandUrl } from "../fragment-routes.ts";
import { query } from "../middleware/form-body.ts";
import { readerOf } from "../ready-page.ts";
import { foreignAddress } from "../thread-pages.ts";
import type { Web } from "../web.ts";
import type { LiveStreams } from "./streams.ts";

/**
 * `GET /live?url=`: what is new in a thread, for a page that is open: as server-sent events for who asks for them, else
 * once, as JSON. Throws `not-found` for a page that has no thread, and `busy` for a stream too many: then asking once
 * does as well.
 */
export function createLiveRoute({ openThread }: Pick<Web, "openThread">, live: LiveStreams): RequestHandler {
  return async (req, res) => {
    const url = demandUrl(query(req, "url"));
    const opened = await openThread(url, { wait: false });
    if (opened.kind === "foreign") throw foreignAddress(url);
    const readable = {
      "Access-Control-Allow-Origin": readerOf(originsOf(opened.site), req.get("origin")),
      "Cross-Origin-Resource-Policy": "cross-origin",
    };
    res.set(readable).vary("Accept").vary("Origin");
    if (opened.kind === "pending") throw new Problem("not-found", "This page has no comments yet: ask again later.");

    if (/\btext\/event-stream\b/.test(req.get("accept") ?? "")) {
      const headers = {
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-store",
        // Of the proxies that hold an answer back until it is whole, nginx can be told not to.
        "X-Accel-Buffering": "no",
      };
      if (await live.open(res, opened.thread, networkPrefix(req.ip ?? ""), headers)) return;
      throw new Problem("busy", "Too many pages listen at once. Ask without Accept: text/event-stream, now and then.", {
        retryAfter: 60,
      });
    }
    const etag = `"${opened.thread.revision.toString(36)}"`;
    res.set({ ETag: etag, "Cache-Control": "no-cache" });
    if (req.get("if-none-match")?.includes(etag)) res.status(304).end();
    else res.json(await live.newsOf(opened.thread));
  };
}
