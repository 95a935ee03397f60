import { Router } from "express";
import { Problem } from "../src/domain/problem.ts";
import type { OpenThread } from "../src/usecases/visit/opened.ts";
import type { Addresses } from "./addresses.ts";

/**
 * `GET /ap/posts?url=ADDRESS` leads from the address of a blog's page to its Note. The template of a static blog cannot
 * know the Note's opaque id, but it can write this address into `<link rel="alternate">`. Throws what is wrong with the
 * page, `not-found` for the page of somebody else's blog.
 */
export function createPostByAddress(openThread: OpenThread, addresses: Addresses): Router {
  const router = Router();
  router.get("/ap/posts", async (req, res) => {
    const { url } = req.query;
    if (typeof url !== "string" || url === "") {
      throw new Problem("invalid", "Name the page with ?url= and its address.");
    }
    const opened = await openThread(url, { wait: true });
    if (opened.kind !== "thread")
      throw new Problem("not-found", "This page belongs to none of the blogs of this node.");
    res.set({ "Cache-Control": "public, max-age=180", "Access-Control-Allow-Origin": "*" });
    res.redirect(303, addresses.post(opened.thread.noteId));
  });
  return router;
}
