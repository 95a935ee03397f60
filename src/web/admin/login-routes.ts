import { Router } from "express";
import { createSignIn } from "../../usecases/moderate/sign-in.ts";
import { createPaceKeeper, signingIn } from "../limits.ts";
import { field, query } from "../middleware/form-body.ts";
import { demandOrigin } from "../middleware/origins.ts";
import type { Web } from "../web.ts";
import { createSessionCookie } from "./session.ts";

/** `/login?token=`: opening the link shows a button and uses nothing up, as scanners open links; the button signs in. */
export function createLoginRoutes(web: Web): Router {
  const signIn = createSignIn(web.world);
  const cookie = createSessionCookie(web.secure);
  const keepPace = createPaceKeeper(web.world);
  const router = Router();

  router.get("/", async (req, res) => {
    const token = query(req, "token");
    const usable = token !== "" && (await signIn.canUse(token));
    res
      .set("Cache-Control", "private, no-store")
      .status(token === "" || usable ? 200 : 403)
      .type("html");
    res.send(web.renderForOwner("admin/login", { ...web.top("Sign in", "admin"), token, usable }));
  });

  router.post("/", async (req, res) => {
    demandOrigin(req, [web.settings.url]);
    await keepPace(req, signingIn);
    cookie.set(res, await signIn.open(field(req, "token")));
    res.set("Cache-Control", "private, no-store").redirect(303, "/admin/");
  });

  return router;
}
