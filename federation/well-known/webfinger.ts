import { Problem } from "../../src/domain/problem.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Actors, OwnActor } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import { activityType } from "../negotiate.ts";
import { accountOfActor, pageOf } from "../outgoing/actor.ts";
import type { Descriptor } from "./jrd.ts";

/** Finds actors by what people type (RFC 7033). */
export interface WebFinger {
  /**
   * Describes what a resource names: `acct:NAME@HOST` on our host, on that of the blog's pages, or on a domain that its
   * owner chose for its account, of which the answer names the latest one; the address of an actor, a blog's front page, or our own origin, which names the node's actor (FEP-d556). `rels` filters the links.
   * Throws `invalid` for no resource or a malformed one, `not-found` for one that is not ours.
   */
  describe(resource: string | undefined, rels: readonly string[]): Promise<Descriptor>;
}

export function createWebFinger({ actors, addresses }: { actors: Actors; addresses: Addresses }): WebFinger {
  const ownHost = new URL(addresses.origin).host;

  async function find(resource: string): Promise<OwnActor | null> {
    const account = /^acct:@?([^@/?#]+)@([^@/?#]+)$/i.exec(resource);
    if (account) return byAccount(account[1] as string, (account[2] as string).toLowerCase());
    const url = /^https?:\/\//i.test(resource) && URL.canParse(resource) ? new URL(resource) : null;
    if (url) return byUrl(url);
    throw new Problem("invalid", "The resource must be an account (acct:NAME@HOST) or an https address.");
  }

  async function byAccount(name: string, host: string): Promise<OwnActor | null> {
    const actor = await actors.find(name.toLowerCase());
    if (!actor || host === ownHost) return actor;
    return hostsOf(actor).includes(host) ? actor : null;
  }

  async function byUrl(url: URL): Promise<OwnActor | null> {
    const named = addresses.read(url.href);
    if (named) return named.kind === "actor" ? actors.find(named.name) : null;
    const all = await actors.all();
    const blog = all.find((actor) => actor.role === "blog" && isFrontPage(actor.site, url));
    return blog ?? (sameFrontPage(`${addresses.origin}/`, url) ? (all[0] ?? null) : null);
  }

  return {
    async describe(resource, rels) {
      if (!resource) throw new Problem("invalid", "Say what you look for: ?resource=acct:NAME@HOST.");
      const actor = await find(resource);
      if (!actor) throw new Problem("not-found", "Nobody of that name is known here.");
      const id = addresses.actor(actor.name);
      const page = pageOf(addresses, actor);
      const links = [
        { rel: "self", type: activityType, href: id },
        { rel: "http://webfinger.net/rel/profile-page", type: "text/html", href: page },
      ];
      return {
        subject: `acct:${accountOfActor(addresses, actor)}`,
        // Only one actor can be found by a page, so that only that one claims it.
        aliases: actor.role === "guests" ? [id] : [id, page],
        links: rels.length === 0 ? links : links.filter((link) => rels.includes(link.rel)),
      };
    },
  };
}

/** Hosts beside our own on which an actor is found. A domain of its own is for the blog alone. */
function hostsOf({ role, site }: OwnActor): string[] {
  if (site === null) return [];
  const { home, alsoAt = [], handleDomain, formerDomains = [] } = site;
  const chosen = role === "blog" ? [...(handleDomain ? [handleDomain] : []), ...formerDomains] : [];
  return [...[home, ...alsoAt].map((one) => new URL(one).host), ...chosen];
}

function isFrontPage({ home, alsoAt = [] }: Pick<Site, "home" | "alsoAt">, url: URL): boolean {
  return [home, ...alsoAt].some((one) => sameFrontPage(one, url));
}

/** Whether an address is that of a front page; a missing slash at its end and http for https do not matter. */
function sameFrontPage(home: string, url: URL): boolean {
  const bare = (address: URL) => `${address.host}${address.pathname.replace(/\/$/, "")}`;
  return url.search === "" && bare(new URL(home)) === bare(url);
}
