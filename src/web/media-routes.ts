import { createHash } from "node:crypto";
import { type Request, type Response, Router } from "express";
import type { Media, MediaProxy } from "../domain/media.ts";
import type { Clock } from "../domain/ports.ts";
import { isProblem, Problem } from "../domain/problem.ts";
import { type ByteCache, createByteCache } from "./byte-cache.ts";
import { type Drawing, drawFace, isSeed } from "./face.ts";
import { query } from "./middleware/form-body.ts";

/** A picture that can be sent, or the problem that there is with it for a while. */
type Kept =
  | { kind: "picture"; type: string; bytes: Buffer; etag: string }
  | { kind: "problem"; problem: Problem; until: number };

const maxCachedBytes = 16 * 1024 * 1024;
const rememberProblemMs = 5 * 60_000;
const problemBytes = 1_000;

/** How programs of the fediverse and robots name themselves; what they ask for here they would only hand on. */
const programs =
  /\+https?:|\b(antiphon|misskey|sharkey|firefish|iceshrimp|cherrypick|mastodon|pleroma|akkoma|pixelfed|peertube|friendica|lemmy|gotosocial)\b/i;

/** Under which nothing runs, wherever the bytes are opened, and nobody is told of it. */
export const harmless = {
  "Content-Disposition": "inline",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Referrer-Policy": "no-referrer",
};

/**
 * `GET /media/TOKEN`: a picture from another server, without that server hearing of the reader. The address never changes
 * what it shows, so it may be kept for good; what is shown can run nothing. Problems are remembered for five minutes;
 * with `?face=SEED` there is that seed's drawing instead, as `draw` makes a file of it. Cookies are neither read nor set.
 */
export function createMediaRoutes(proxy: MediaProxy, clock: Clock, draw: (drawing: Drawing) => string): Router {
  const cache: ByteCache<Kept> = createByteCache(maxCachedBytes);
  const loading = new Map<string, Promise<Kept>>();

  async function find(token: string): Promise<Kept> {
    const media = await proxy.read(token);
    const key = `${media.kind} ${media.address}`;
    const kept = cache.get(key);
    if (kept && (kept.kind === "picture" || kept.until > clock.now().getTime())) return kept;
    const running = loading.get(key) ?? load(key, media).finally(() => loading.delete(key));
    loading.set(key, running);
    return running;
  }

  async function load(key: string, media: Media): Promise<Kept> {
    try {
      const { type, bytes } = await proxy.load(media);
      const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
      const kept = { kind: "picture", type, bytes, etag } as const;
      cache.set(key, kept, bytes.length);
      return kept;
    } catch (error) {
      // That we are busy says nothing of the picture.
      if (!isProblem(error) || error.kind === "busy") throw error;
      const kept = { kind: "problem", problem: told(error), until: clock.now().getTime() + rememberProblemMs } as const;
      cache.set(key, kept, problemBytes);
      return kept;
    }
  }

  const router = Router();
  router.get("/media/:token", async (req, res) => {
    demandReader(req);
    const kept = await find(String(req.params["token"]));
    if (kept.kind === "problem") return sendDrawing(res, query(req, "face"), kept.problem);
    res.set({
      "Content-Type": kept.type,
      ETag: kept.etag,
      "Cache-Control": "public, max-age=31536000, immutable",
      ...harmless,
    });
    if (req.get("if-none-match")?.includes(kept.etag)) res.status(304).end();
    else res.end(kept.bytes);
  });
  return router;

  /** Throws the problem itself where nothing is to be drawn. */
  function sendDrawing(res: Response, seed: string, problem: Problem): void {
    if (!isSeed(seed)) throw problem;
    res.set({
      "Content-Type": "image/svg+xml",
      "Cache-Control": `public, max-age=${rememberProblemMs / 1000}`,
      ...harmless,
    });
    res.end(draw(drawFace(seed)));
  }
}

/** That some server is down is nothing that this one's log should be full of. */
function told(problem: Problem): Problem {
  return problem.kind === "upstream" ? new Problem("not-found", problem.message) : problem;
}

/** Refuses another server's proxy: two that ask each other ask for ever. */
function demandReader(req: Request): void {
  if (!programs.test(req.get("user-agent") ?? "")) return;
  throw new Problem("forbidden", "Pictures are shown to readers here, and not handed on to other servers.");
}
