import { createHash } from "node:crypto";
import type { Request, Response } from "express";

/**
 * Sends a text with an ETag made of it, or 304 to whoever has it already. Who asks again within a minute need not; what is
 * for one reader alone is kept by nobody in between, and asked for each time.
 */
export function sendKnown(
  req: Request,
  res: Response,
  type: string,
  text: string,
  { isPrivate = false }: { isPrivate?: boolean } = {},
): void {
  const etag = `W/"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  res.set({
    ETag: etag,
    "Cache-Control": isPrivate ? "private, no-cache" : "public, max-age=60",
    "Content-Type": type,
  });
  if (req.get("if-none-match")?.includes(etag)) res.status(304).end();
  else res.send(text);
}
