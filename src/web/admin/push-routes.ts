import { type Response, Router } from "express";
import { Problem } from "../../domain/problem.ts";
import type { Arrival, ArrivalOutcome, PushKey } from "../../domain/push.ts";
import { ghostAddress, ghostEvents, hookAddress, moreGhostEvents } from "../../domain/push-addresses.ts";
import type { Site } from "../../domain/site.ts";
import type { Subscription } from "../../domain/subscription.ts";
import { createPushKeys } from "../../usecases/push/push-keys.ts";
import { field, query } from "../middleware/form-body.ts";
import { deployExample } from "../push/example.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

const arrivalsShown = 30;

const done: Record<string, string> = {
  secret: "There is a new secret. The one before, if there was one, is refused from now on.",
  saved: "Saved.",
  closed: "Nothing is taken any more. The feed is read as before.",
};

const outcomeLabels: Record<ArrivalOutcome, string> = {
  waiting: "Tried again soon",
  done: "Done",
  nothing: "Nothing to do",
  refused: "Refused",
  failed: "Failed",
};

const sourceLabels: Record<Arrival["source"], string> = { program: "A program", ghost: "Ghost", hub: "A hub" };

/** `/admin/settings/SITE/push`: how a blog tells of its posts by itself, the secret for it, and what was told. */
export function createPushAdminRoutes(web: Web): Router {
  const { world } = web;
  const keys = createPushKeys(world);
  const router = Router();

  async function demand(id: string): Promise<Site> {
    const site = await world.sites.get(id);
    if (!site) throw new Problem("not-found", "There is no such blog.");
    return site;
  }
  const back = (res: Response, { _id }: Site, word: string) =>
    res.redirect(303, `/admin/settings/${encodeURIComponent(_id)}/push?done=${word}`);

  router.get("/settings/:site/push", async (req, res) => {
    const site = await demand(req.params.site);
    const key = await world.pushKeys.get(site._id);
    const arrivals = await world.arrivals.of(site._id, arrivalsShown);
    res.type("html").send(
      web.renderForOwner("admin/push", {
        ...web.top(`New posts of ${site.name}`, "admin"),
        ...frameOf(res),
        section: "settings",
        blog: site._id,
        said: done[query(req, "done")] ?? null,
        site: { id: site._id, name: site.name },
        key: key && viewKey(key, Boolean(res.locals["fresh"])),
        addresses: viewAddresses(web.links.node, site),
        hubs: (await world.subscriptions.of(site._id)).flatMap((one) => viewHub(one) ?? []),
        arrivals: arrivals.map(viewArrival),
      }),
    );
  });

  router.post("/settings/:site/push", async (req, res) => {
    const site = await demand(req.params.site);
    await keys.choose(site, { oldGhost: field(req, "oldGhost") === "on" }, moderatorOf(res));
    back(res, site, "saved");
  });

  router.post("/settings/:site/push/secret", async (req, res) => {
    const site = await demand(req.params.site);
    await keys.renew(site, moderatorOf(res));
    back(res, site, "secret");
  });

  router.post("/settings/:site/push/close", async (req, res) => {
    const site = await demand(req.params.site);
    await keys.close(site, moderatorOf(res));
    back(res, site, "closed");
  });

  return router;
}

/** The secret is shown to whoever signed in just now alone. */
function viewKey({ secret, oldGhost, createdAt }: PushKey, isFresh: boolean) {
  return { secret: isFresh ? secret : null, oldGhost, since: moment(createdAt) };
}

function viewAddresses(node: string, site: Site) {
  const of = ({ event, label }: { event: string; label: string }) => ({ label, url: ghostAddress(node, site, event) });
  const hook = hookAddress(node, site);
  return {
    hook,
    ghost: ghostEvents.map(of),
    more: moreGhostEvents.map(of),
    example: deployExample(hook, `${site.home}a-new-post/`),
  };
}

/** What an owner has to know of a hub; nothing of one that is being left. */
function viewHub({ hub, state, leaseUntil, fault }: Subscription) {
  const { host } = new URL(hub);
  if (state === "leaving") return null;
  if (state === "live" && leaseUntil)
    return { host, said: "It tells at once what is new in the feed.", until: moment(leaseUntil) };
  return { host, said: fault ?? "It was asked, and has not answered yet.", until: null };
}

function viewArrival({ at, source, event, about, outcome, said }: Arrival) {
  const isBad = outcome === "refused" || outcome === "failed";
  return { at: moment(at), from: sourceLabels[source], event, about, outcome: outcomeLabels[outcome], isBad, said };
}
