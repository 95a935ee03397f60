import { type Request, type RequestHandler, Router } from "express";
import type { World } from "../../src/domain/ports.ts";
import type { Actors } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import { hostMeta, hostMetaXml } from "./host-meta.ts";
import { shareWith } from "./jrd.ts";
import { nodeInfo, nodeInfoLinks, nodeInfoSchema, nodeInfoVersions, type Software } from "./nodeinfo.ts";
import { createWebFinger } from "./webfinger.ts";

export interface WellKnownNeeds {
  world: Pick<World, "sites" | "threads">;
  addresses: Addresses;
  actors: Actors;
  software: Software;
}

const jrd = "application/jrd+json";

/** WebFinger, host-meta and NodeInfo of the node's own host. A blog's host keeps its own; it may redirect to these. */
export function createWellKnownRoutes({ world, addresses, actors, software }: WellKnownNeeds): RequestHandler {
  const webFinger = createWebFinger({ actors, addresses });
  const router = Router();
  router.get("/.well-known/webfinger", async (req, res) => {
    // Scripts of other origins may read what went wrong, too.
    res.set("Access-Control-Allow-Origin", "*");
    const descriptor = await webFinger.describe(all(req, "resource")[0], all(req, "rel"));
    shareWith(res).type(jrd).json(descriptor);
  });
  router.get("/.well-known/host-meta", (_req, res) => {
    shareWith(res).type("application/xrd+xml").send(hostMetaXml(addresses.origin));
  });
  router.get("/.well-known/host-meta.json", (_req, res) => {
    shareWith(res).type(jrd).json(hostMeta(addresses.origin));
  });
  router.get("/.well-known/nodeinfo", (_req, res) => {
    shareWith(res).type(jrd).json(nodeInfoLinks(addresses));
  });
  for (const version of nodeInfoVersions) {
    router.get(`/nodeinfo/${version}`, async (_req, res) => {
      const described = await nodeInfo(world, software, version);
      shareWith(res)
        .type(`application/json; profile="${nodeInfoSchema(version)}#"`)
        .json(described);
    });
  }
  return router;
}

/** The values of a query parameter, which may come more than once. */
function all(req: Request, name: string): string[] {
  return [req.query[name]].flat().filter((value) => typeof value === "string");
}
