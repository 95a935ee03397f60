import { Router } from "express";
import { Problem } from "../../src/domain/problem.ts";
import type { OpenThread } from "../../src/usecases/visit/opened.ts";
import type { Addresses } from "../addresses.ts";

/**
 * `GET /ap/posts?url=ADDRESS` leads from the address of a blog's page to its Note. A static blog cannot know the Note's
 * opaque id: its generator asks here for it, and a blog's server may send here whoever wants ActivityStreams. Throws
 * `busy` while the page was not seen before, `not-found` for the page of somebody else's blog.
 */
export function createPostByAddress(openThread: OpenThread, addresses: Addresses): Router {
  const router = Router();
  router.get("/ap/posts", async (req, res) => {
    const { url } = req.query;
    if (typeof url !== "string" || url === "") {
      throw new Problem("invalid", "Name the page with ?url= and its address.");
    }
    const opened = await openThread(url, { wait: false });
    if (opened.kind === "foreign") throw new Problem("not-found", "This page belongs to none of this node's blogs.");
    if (opened.kind === "pending") {
      const sentence = "This page was not seen before; it is being checked now. Ask again in a few seconds.";
      throw new Problem("busy", sentence, { retryAfter: 10 });
    }
    res.set({ "Cache-Control": "public, max-age=180", "Access-Control-Allow-Origin": "*" });
    res.redirect(303, addresses.post(opened.thread.noteId));
  });
  return router;
}
