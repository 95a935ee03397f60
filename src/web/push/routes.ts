import express, { type Request, type Response, Router } from "express";
import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { PushSource, PushTools } from "../../domain/push.ts";
import { signatureHeaders } from "../../domain/push-addresses.ts";
import { createReceivePush } from "../../usecases/push/receive-push.ts";
import { createPaceKeeper, proving } from "../limits.ts";
import { fewAtOnce } from "./few-at-once.ts";

/** What one message may hold: our own says little, Ghost sends the whole post. */
const ofProgram = "256kb";
const ofGhost = "5mb";

/** Bodies of Ghost that are read at once; each may be large. */
const ghostsAtOnce = 8;

const noEvent = "There is no such event. Copy the address from the owner’s page.";

/**
 * `/api/hooks/SITE` and `/webhooks/ghost/SITE/EVENT`: where blogs tell of their posts, signed. Answers 202 before anything is
 * done, and 410 never, as Ghost would then forget us.
 */
export function createPushRoutes(world: World, tools: Pick<PushTools, "check" | "readers">): Router {
  const push = createReceivePush(world, tools);
  const keepPace = createPaceKeeper(world);
  const router = Router();
  const bytes = (limit: string) => express.raw({ type: () => true, limit, inflate: false });

  /** What can be said without the body is said before it is read. */
  async function knock(req: Request<{ site: string; event?: string }>, res: Response, next: () => void): Promise<void> {
    if (!/^[a-z.]{0,40}$/.test(req.params.event ?? "")) throw new Problem("not-found", noEvent);
    await keepPace(req, proving, 0);
    res.locals["door"] = await push.demand(req.params.site);
    // Who leaves has no address any more.
    const { ip } = req;
    res.once("close", () => {
      if (!req.complete) void pay({ ip });
    });
    next();
  }

  /** Who proves nothing, or does not send to the end, pays with what is theirs: the network that they come from. */
  async function pay(who: Pick<Request, "ip">): Promise<void> {
    await keepPace(who, proving).catch(() => undefined);
  }

  async function take(req: Request, res: Response, source: PushSource, event: string): Promise<void> {
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const signature = req.get(signatureHeaders[source]) ?? null;
    try {
      const { said } = await push.receive(res.locals["door"], { source, event, signature, body });
      res.status(202).set("Cache-Control", "no-store").json({ said });
    } catch (error) {
      if (isProblem(error, "unauthorized")) await pay(req);
      throw error;
    }
  }

  router.post("/api/hooks/:site", knock, bytes(ofProgram), (req, res) => take(req, res, "program", ""));
  const ghosts = fewAtOnce(ghostsAtOnce);
  router.post("/webhooks/ghost/:site", knock, ghosts, bytes(ofGhost), (req, res) => take(req, res, "ghost", ""));
  router.post("/webhooks/ghost/:site/:event", knock, ghosts, bytes(ofGhost), (req, res) =>
    take(req, res, "ghost", req.params.event ?? ""),
  );
  return router;
}
