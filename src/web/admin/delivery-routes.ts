import { Router } from "express";
import { afterSignOfLife } from "../../domain/host.ts";
import { describeHost } from "../../usecases/moderate/describe-host.ts";
import { createDropDeliveries } from "../../usecases/moderate/drop-deliveries.ts";
import { createReadDeliveries, type HostQueue } from "../../usecases/moderate/read-deliveries.ts";
import { createRetryDeliveries } from "../../usecases/moderate/retry-deliveries.ts";
import { field, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

const done: Record<string, string> = {
  retried: "It is tried again now; look again in a moment.",
  dropped: "Dropped. That server will not hear of it.",
};

/** What goes to other servers, server by server: what waits, what went wrong, and buttons to try again or to drop it. */
export function createDeliveryRoutes(web: Web): Router {
  const { world } = web;
  const readDeliveries = createReadDeliveries(world);
  const retryDeliveries = createRetryDeliveries(world);
  const dropDeliveries = createDropDeliveries(world);
  const router = Router();

  router.get("/deliveries", async (req, res) => {
    const { items, next } = await readDeliveries(query(req, "after") || null);
    res.type("html").send(
      web.renderForOwner("admin/deliveries", {
        ...web.top("Deliveries", "admin"),
        ...frameOf(res),
        section: "deliveries",
        said: done[query(req, "done")] ?? null,
        federated: web.settings.federated,
        hosts: items.map((item) => viewHost(item, world.clock.now())),
        next: next === null ? null : `/admin/deliveries?after=${encodeURIComponent(next)}`,
      }),
    );
  });

  router.post("/deliveries/retry", async (req, res) => {
    await retryDeliveries(field(req, "host"), moderatorOf(res));
    res.redirect(303, "/admin/deliveries?done=retried");
  });

  router.post("/deliveries/drop", async (req, res) => {
    await dropDeliveries(field(req, "host"), moderatorOf(res));
    res.redirect(303, "/admin/deliveries?done=dropped");
  });

  return router;
}

function viewHost({ lane, waiting, failed, nextDue, reason, known }: HostQueue, now: Date) {
  const rest = known?.restsUntil && known.restsUntil > now ? known.restsUntil : null;
  const next = nextDue && rest && rest > nextDue ? rest : nextDue;
  return {
    name: lane,
    waiting: waiting.toLocaleString("en"),
    failed: failed > 0 ? failed.toLocaleString("en") : null,
    next: next && next > now ? moment(next) : null,
    states: describeHost(known, now, (date) => moment(date).text),
    answer: known?.fault ?? reason,
    mayDrop: waiting + failed > 0,
    mayRetry: waiting + failed > 0 || afterSignOfLife(known, now) !== null,
  };
}
