import { escapeHtml } from "../../src/domain/escape.ts";
import type { ActorRole, Site } from "../../src/domain/site.ts";
import type { OwnActor } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import { type Document, timestamp } from "./document.ts";

const types: Record<ActorRole, string> = { blog: "Person", guests: "Service", node: "Application" };

/** The document of one of our actors (ActivityPub §4.1). */
export function actorDocument(addresses: Addresses, actor: OwnActor, publicPem: string): Document {
  const { name, site } = actor;
  const id = addresses.actor(name);
  return {
    id,
    type: types[actor.role],
    preferredUsername: name,
    webfinger: `${name}@${new URL(addresses.origin).host}`,
    inbox: [addresses.inbox(name)],
    outbox: [addresses.outbox(name)],
    followers: [addresses.followers(name)],
    following: [addresses.following(name)],
    endpoints: { sharedInbox: addresses.sharedInbox },
    publicKey: { id: addresses.key(name), owner: id, publicKeyPem: publicPem },
    manuallyApprovesFollowers: false,
    discoverable: actor.role === "blog",
    indexable: actor.role === "blog",
    url: pageOf(addresses, actor),
    ...(site === null ? portraitOfNode : portraitOf(actor.role, site)),
  };
}

/** The page that shows people what an actor is. */
export function pageOf(addresses: Pick<Addresses, "origin">, actor: OwnActor): string {
  return actor.site?.home ?? `${addresses.origin}/`;
}

const portraitOfNode = {
  name: "Antiphon",
  summary: "<p>Signs what this server asks of others. It writes nothing.</p>",
};

function portraitOf(role: ActorRole, site: Site) {
  const title = escapeHtml(site.name);
  const link = `<a href="${escapeHtml(site.home)}" rel="me">${title}</a>`;
  const shared = { published: timestamp(site.installedAt), attributionDomains: [new URL(site.home).host] };
  if (role === "guests") {
    const summary = `<p>Comments that visitors of ${link} wrote on its pages and wanted to share here.</p>`;
    return { ...shared, name: `${site.name}: guests`, summary };
  }
  const summary =
    `<p>New posts of ${link}. Public replies appear as comments on the blog.</p>` +
    "<p>To keep a reply off the blog, send it to followers only; to keep all of them off, put #noblog in your bio. " +
    "A reply that you delete goes from the blog, too.</p>";
  return { ...shared, name: site.name, summary };
}
