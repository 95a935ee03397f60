import express, { type Request, type Response, Router } from "express";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { PushTools } from "../../domain/push.ts";
import { createAnswerHub } from "../../usecases/push/answer-hub.ts";
import { createHearHub } from "../../usecases/push/hear-hub.ts";
import { createPaceKeeper, proving } from "../limits.ts";
import { query } from "../middleware/form-body.ts";
import { fewAtOnce } from "./few-at-once.ts";

/** What a hub may hand on at once. */
const longestFeed = "5mb";
const feedsAtOnce = 8;

/** Longer words of a hub are no challenge: characters. */
const longestWord = 2048;

/** `/websub/TOKEN`: where a hub looks whether it was us who asked it, and hands on what is new in a feed. */
export function createHubRoutes(world: World, { checkHub }: Pick<PushTools, "checkHub">): Router {
  const answerHub = createAnswerHub(world);
  const hearHub = createHearHub(world, { check: checkHub });
  const keepPace = createPaceKeeper(world);
  const router = Router();

  router.get("/websub/:token", async (req, res) => {
    await keepPace(req, proving, 0);
    const challenge = query(req, "hub.challenge");
    const mode = query(req, "hub.mode");
    const lease = Number(query(req, "hub.lease_seconds") || Number.NaN);
    const word = {
      mode,
      topic: query(req, "hub.topic"),
      leaseSeconds: Number.isSafeInteger(lease) && lease > 0 ? lease : null,
      reason: query(req, "hub.reason").slice(0, 300),
    };
    const isWord = mode === "denied" || (challenge !== "" && challenge.length <= longestWord);
    if (!isWord || !(await answerHub(req.params.token, word))) return refuse(req);
    return res
      .set("Cache-Control", "no-store")
      .type("text/plain")
      .send(mode === "denied" ? "" : challenge);
  });

  router.post(
    "/websub/:token",
    knock,
    fewAtOnce(feedsAtOnce),
    express.raw({ type: () => true, limit: longestFeed, inflate: false }),
    async (req, res) => {
      const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      const [type, signature] = [req.get("content-type") ?? null, req.get("x-hub-signature") ?? null];
      const heard = await hearHub(req.params.token, { body, type, signature });
      if (heard === "nobody") return refuse(req);
      if (heard === "unproven") await keepPace(req, proving).catch(() => undefined);
      // A hub that signs wrongly is told nothing of it, so that nobody can try signatures out.
      res.status(202).set("Cache-Control", "no-store").end();
    },
  );

  async function knock(req: Request<{ token: string }>, _res: Response, next: () => void): Promise<void> {
    await keepPace(req, proving, 0);
    if (!(await world.subscriptions.get(req.params.token))) return refuse(req);
    next();
  }

  /** Who tries addresses out pays for it. */
  async function refuse(req: Pick<Request, "ip">): Promise<never> {
    await keepPace(req, proving);
    throw new Problem("not-found", "Nothing was asked for here.");
  }

  return router;
}
