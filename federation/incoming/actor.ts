import type { RemoteProfile } from "../../src/domain/repos.ts";
import { sameHost } from "../hosts.ts";
import { sameOrigin } from "../origin.ts";
import { wishesOf } from "./consent.ts";
import { customEmojiOf } from "./emoji.ts";
import { address, idOf, isJson, type Json, many, member, pageOf, text, time } from "./json.ts";
import { plain } from "./plain.ts";

/** A key as it is given in an actor or in a document of its own. */
export interface KeyFacts {
  id: string;
  owner: string | null;
  /** Null where the actor only names the key. */
  pem: string | null;
}

const maxName = 200;
const maxKeys = 10;
const maxAliases = 20;
const maxPem = 2000;

/** The keys that an actor lists, whole or by id. */
export function keysIn(actor: Json): KeyFacts[] {
  const found: KeyFacts[] = [];
  for (const value of many(actor["publicKey"]).slice(0, maxKeys)) {
    const id = idOf(value);
    if (id === null) continue;
    found.push(isJson(value) ? keyFacts(value, id) : { id, owner: null, pem: null });
  }
  return found;
}

/** A key's own document; null when it is none. */
export function readKey(json: Json): KeyFacts | null {
  const id = address(member(json, "id"));
  return id !== null && typeof json["publicKeyPem"] === "string" ? keyFacts(json, id) : null;
}

/**
 * Reads an actor into what we keep of it: enough to show, to answer and to verify. Null when it has no id or no inbox on
 * its own host: whoever names another one would have us write to a stranger.
 * The handle is `preferredUsername@host`; a `webfinger` property (FEP-2c59) counts only when it names that same host, and
 * a profile page only when it lies on it, so that nobody dresses up as somebody else.
 */
export function readActor(actor: Json, now: Date): RemoteProfile | null {
  const id = address(member(actor, "id"));
  const inbox = idOf(member(actor, "inbox"));
  if (id === null || inbox === null || !sameHost(inbox, id)) return null;
  const page = pageOf(member(actor, "url"));
  const endpoints = member(actor, "endpoints");
  const sharedInbox = (isJson(endpoints) ? idOf(endpoints["sharedInbox"]) : null) ?? address(actor["sharedInbox"]);
  const handle = handleOf(actor, id);
  const name = plain(text(member(actor, "name"), 2000)).slice(0, maxName) || (handle.split("@")[0] as string);
  return {
    _id: id,
    handle,
    name,
    url: page !== null && sameOrigin(page, id) ? page : id,
    avatar: avatarOf(actor),
    emoji: customEmojiOf(actor, name),
    inbox,
    sharedInbox: sharedInbox !== null && sameHost(sharedInbox, id) ? sharedInbox : null,
    keys: ownKeys(actor, id),
    ...wishesOf(actor),
    movedTo: idOf(member(actor, "movedTo")),
    aliases: many(member(actor, "alsoKnownAs"))
      .flatMap((alias) => idOf(alias) ?? [])
      .slice(0, maxAliases),
    since: time(member(actor, "published")),
    fetchedAt: now,
  };
}

/** Keys that are the actor's own: one on another origin could stand in the way of its true owner. */
function ownKeys(actor: Json, id: string): RemoteProfile["keys"] {
  return keysIn(actor).flatMap((key) => {
    const own = (key.owner ?? id) === id && sameOrigin(key.id, id);
    return own && key.pem !== null ? [{ id: key.id, pem: key.pem }] : [];
  });
}

function keyFacts(json: Json, id: string): KeyFacts {
  return {
    id,
    owner: idOf(json["owner"] ?? json["controller"]),
    pem: typeof json["publicKeyPem"] === "string" ? json["publicKeyPem"].slice(0, maxPem) : null,
  };
}

function handleOf(actor: Json, id: string): string {
  const { host, pathname } = new URL(id);
  const confirmed = text(actor["webfinger"], 500)
    ?.replace(/^acct:|^@/, "")
    .split("@");
  if (confirmed?.length === 2 && confirmed[0] && confirmed[1]?.toLowerCase() === host) return `${confirmed[0]}@${host}`;
  const name = text(member(actor, "preferredUsername"), 100) ?? pathname.split("/").filter(Boolean).at(-1) ?? host;
  return `${plain(name).replace(/[\s@]/g, "") || "unknown"}@${host}`;
}

function avatarOf(actor: Json): string | null {
  const addresses = many(member(actor, "icon")).map((icon) => pageOf(isJson(icon) ? member(icon, "url") : icon));
  return addresses.find((url) => url !== null) ?? null;
}
