import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler } from "express";
import type { World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import type { Addresses } from "../addresses.ts";
import { type BlogAtNeeds, createBlogAt } from "./blog-at.ts";

/**
 * Shows a blocked server nothing of the node, or of the blog that shuts it out, when it says who it is, by signing what it
 * asks for; the signature need not hold, as nobody gains by naming a blocked server. Our actors stay open: a Delete or a Reject that goes there can be believed
 * only with the key they carry. Throws `forbidden`, in an answer that no cache may hand to others.
 */
export function createRefuseBlocked(world: BlogAtNeeds & Pick<World, "blocks">, addresses: Addresses): RequestHandler {
  const blogAt = createBlogAt(world, addresses);
  return async (req, res, next) => {
    const keyId = keyIdIn(req.headers);
    const isActor = addresses.read(addresses.origin + req.path)?.kind === "actor";
    if (keyId === null || isActor || !(await isBlocked(world, await blogAt(req.path), keyId))) return next();
    res.set({ "Cache-Control": "private, no-store", Vary: "Signature" });
    throw new Problem("forbidden", "Your server is blocked here.");
  };
}

/** The key id as either dialect names it; null for a request that is not signed. */
function keyIdIn(headers: IncomingHttpHeaders): string | null {
  const signature = String(headers["signature-input"] ?? headers["signature"] ?? "");
  return /\bkeyid="(https?:\/\/[^"]{1,2048})"/i.exec(signature)?.[1] ?? null;
}
