import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Router } from "express";
import { viewsFolder } from "./render.ts";

const files = ["comments-antiphon.hbs", "casper.patch", "source.patch"];

/** The node’s address as it stands in what is handed out. */
const placeholder = "https://comments.example.org";

/** `GET /ghost/…`: what a theme of Ghost needs to show comments, with the address of this node in it. */
export function createGhostRoutes(url: string): Router {
  const router = Router();
  for (const name of files) {
    const text = readFileSync(join(viewsFolder(), "ghost", name), "utf8").replaceAll(placeholder, url);
    router.get(`/ghost/${name}`, (_req, res) => {
      res.type("text/plain; charset=utf-8").set("Cache-Control", "public, max-age=3600").send(text);
    });
  }
  return router;
}
