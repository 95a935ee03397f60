import { Router } from "express";
import { createNameWriters } from "../../usecases/moderate/name-writers.ts";
import type { FindActor } from "../../usecases/moderate/read-target.ts";
import { field } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { moderatorOf } from "./session.ts";

/** Naming the accounts of those who write a blog, from the list of posts. */
export function createWriterRoutes(web: Web, findActor: FindActor | null): Router {
  const writers = createNameWriters(web.world, findActor);
  const router = Router();

  router.post("/writers", async (req, res) => {
    await writers.add(field(req, "site"), field(req, "who"), moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/posts?done=named");
  });

  router.post("/writers/remove", async (req, res) => {
    await writers.remove(field(req, "site"), field(req, "id"), moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/posts?done=unnamed");
  });

  return router;
}
