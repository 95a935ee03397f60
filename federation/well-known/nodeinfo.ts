import type { World } from "../../src/domain/ports.ts";
import { nodeActorName } from "../../src/domain/site.ts";
import type { Addresses } from "../addresses.ts";
import type { Descriptor } from "./jrd.ts";

/** What this software calls itself. */
export interface Software {
  version: string;
  /** Where its sources are; left out when not known. */
  repository?: string;
}

export const nodeInfoVersions = ["2.1", "2.0"] as const;
export type NodeInfoVersion = (typeof nodeInfoVersions)[number];

/** The namespace that names a version of the schema. */
export function nodeInfoSchema(version: NodeInfoVersion): string {
  return `http://nodeinfo.diaspora.software/ns/schema/${version}`;
}

/** Where NodeInfo is, and the node's own actor (FEP-0151, FEP-2677). */
export function nodeInfoLinks(addresses: Addresses): Descriptor {
  const versions = nodeInfoVersions.map((version) => ({
    rel: nodeInfoSchema(version),
    href: `${addresses.origin}/nodeinfo/${version}`,
  }));
  const application = "https://www.w3.org/ns/activitystreams#Application";
  return { links: [...versions, { rel: application, href: addresses.actor(nodeActorName) }] };
}

const begin = new Date(0);

/** What the node says of itself to statistics (NodeInfo 2.1 and 2.0). Its users are its blogs. */
export async function nodeInfo(world: Pick<World, "sites" | "threads">, software: Software, version: NodeInfoVersion) {
  const sites = await world.sites.all();
  const posts = await Promise.all(sites.map((site) => world.threads.countAnnounced(site._id, "announced", begin)));
  const repository = version === "2.1" && software.repository ? { repository: software.repository } : {};
  return {
    version,
    software: { name: "antiphon", version: software.version, ...repository },
    protocols: ["activitypub"],
    services: { inbound: [], outbound: [] },
    openRegistrations: false,
    usage: { users: { total: sites.length }, localPosts: posts.reduce((sum, count) => sum + count, 0) },
    metadata: {
      nodeName: sites.length === 1 && sites[0] ? sites[0].name : "Antiphon",
      nodeDescription: "Comments for blogs, from the page and from the fediverse.",
      staffAccounts: [],
      federation: { enabled: true },
    },
  };
}
