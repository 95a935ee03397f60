import { Router } from "express";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { drawFace, isSeed } from "./face.ts";
import { harmless } from "./media-routes.ts";
import type { Web } from "./web.ts";

/** `GET /faces/SEED.svg`: the drawing that stands for somebody without a picture, for those who need it as a file. */
export function createFaceRoutes({ render, tongues }: Pick<Web, "render" | "tongues">): Router {
  const router = Router();
  router.get("/faces/:seed.svg", (req, res) => {
    const { seed } = req.params;
    if (!isSeed(seed)) throw new Problem("not-found", sentence("page.nothing"));
    res.set({ "Content-Type": "image/svg+xml", "Cache-Control": "public, max-age=31536000, immutable", ...harmless });
    res.end(render("thread/face-file", drawFace(seed), tongues.english));
  });
  return router;
}
