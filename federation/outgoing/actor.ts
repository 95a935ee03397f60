import { escapeHtml } from "../../src/domain/escape.ts";
import { type ActorRole, accountOf, nodeActorName, type Site } from "../../src/domain/site.ts";
import type { OwnActor } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import type { ActorKey } from "../keys.ts";
import { type Document, timestamp } from "./document.ts";

const types: Record<ActorRole, string> = { blog: "Person", guests: "Service", node: "Application" };

/**
 * Raised whenever the same actor would be described in another way: of two versions of this software that run side by
 * side, the newer one alone tells followers what changed.
 */
export const actorForm = 1;

/** The document of one of our actors (ActivityPub §4.1). */
export function actorDocument(
  addresses: Addresses,
  actor: OwnActor,
  key: Pick<ActorKey, "keyId" | "publicPem">,
): Document {
  const { name, site } = actor;
  const id = addresses.actor(name);
  return {
    id,
    type: types[actor.role],
    preferredUsername: name,
    webfinger: accountOfActor(addresses, actor),
    inbox: [addresses.inbox(name)],
    outbox: [addresses.outbox(name)],
    followers: [addresses.followers(name)],
    following: [addresses.following(name)],
    ...(actor.role === "blog" ? { featured: addresses.featured(name) } : {}),
    endpoints: { sharedInbox: addresses.sharedInbox },
    // A single one: software that expects no list could not read the actor at all.
    publicKey: { id: key.keyId, owner: id, publicKeyPem: key.publicPem },
    manuallyApprovesFollowers: false,
    discoverable: actor.role === "blog",
    indexable: actor.role === "blog",
    url: pageOf(addresses, actor),
    ...(actor.role === "node" ? { implements: skills } : { generator: generatorOf(addresses) }),
    ...(site === null ? portraitOfNode : portraitOf(actor.role, site)),
  };
}

/** What others may count on (FEP-844e): signatures of the newer kind are read, with keys of both kinds. */
const skills = [
  { href: "https://datatracker.ietf.org/doc/html/rfc9421", name: "RFC-9421: HTTP Message Signatures" },
  {
    href: "https://datatracker.ietf.org/doc/html/rfc9421#name-eddsa-using-curve-edwards25",
    name: "RFC-9421 signatures using the Ed25519 algorithm",
  },
];

/** The node behind an actor, with what it can do inside, so that nobody has to ask twice. */
function generatorOf(addresses: Addresses): Document {
  return { id: addresses.actor(nodeActorName), type: "Application", implements: skills };
}

/** The account by which an actor is found, as NAME@DOMAIN (FEP-2c59). A domain of its own is for the blog alone. */
export function accountOfActor(addresses: Pick<Addresses, "origin">, actor: OwnActor): string {
  const { host } = new URL(addresses.origin);
  return actor.role === "blog" ? accountOf(actor.site, host) : `${actor.name}@${host}`;
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
