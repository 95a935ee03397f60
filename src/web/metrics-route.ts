import { createHash, timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import type { Meter } from "../domain/measures.ts";
import { Problem } from "../domain/problem.ts";
import { askingForNumbers, createPaceKeeper } from "./limits.ts";
import type { Web } from "./web.ts";

const format = "text/plain; version=0.0.4; charset=utf-8";

/** `GET /metrics`, for Prometheus, by `Authorization: Bearer`. Throws `unauthorized`, and `rate-limited` for who guesses. */
export function createMetricsRoute({ world }: Pick<Web, "world">, meter: Meter): RequestHandler {
  const keepPace = createPaceKeeper(world);
  const wanted = digest(meter.token);

  return async (req, res) => {
    const [, token = ""] = /^Bearer +(.+)$/i.exec(req.get("authorization") ?? "") ?? [];
    res.set("Cache-Control", "private, no-store");
    if (!timingSafeEqual(digest(token), wanted)) {
      await keepPace(req, askingForNumbers);
      res.set("WWW-Authenticate", 'Bearer realm="antiphon"');
      throw new Problem("unauthorized", "Send what ANTIPHON_METRICS is set to as “Authorization: Bearer …”.");
    }
    res.set("Content-Type", format).end(await meter.text());
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
