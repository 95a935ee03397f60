/** What one of our own ActivityPub addresses names. */
export type Named =
  | { kind: "actor"; name: string }
  | { kind: "post"; id: string }
  | { kind: "comment"; id: string }
  | { kind: "activity"; id: string }
  | { kind: "quote"; id: string };

/** The only builder and reader of our own ActivityPub addresses. They never change once the first delivery was made. */
export interface Addresses {
  readonly origin: string;
  readonly sharedInbox: string;
  actor(name: string): string;
  /** The id of an actor's key: a fragment on the actor, which is what most verifiers can find. The first has no name. */
  key(name: string, key?: string | null): string;
  inbox(name: string): string;
  outbox(name: string): string;
  followers(name: string): string;
  following(name: string): string;
  /** The posts that an actor puts first. */
  featured(name: string): string;
  post(noteId: string): string;
  comment(id: string): string;
  /** A collection (`replies`, `likes`, `shares`) of a post or comment. */
  collection(object: string, name: string): string;
  activity(id: string): string;
  /** Where others find the leave to quote something of ours. */
  quote(id: string): string;
  /** What an address of ours names, its fragment and query aside; null for anything else. */
  read(url: string): Named | null;
  /** Whether an address lies on our origin at all. */
  isOurs(url: string): boolean;
}

const pattern = /^\/ap\/(actors|posts|comments|activities|quotes)\/([a-z0-9_.-]{1,128})$/;
const kinds = { actors: "actor", posts: "post", comments: "comment", activities: "activity", quotes: "quote" } as const;

/** Builds the addresses of a node on the given origin (scheme, host and port, without a trailing slash). */
export function createAddresses(origin: string): Addresses {
  const actor = (name: string) => `${origin}/ap/actors/${name}`;
  return {
    origin,
    sharedInbox: `${origin}/inbox`,
    actor,
    key: (name, key) => `${actor(name)}#${key ?? "main-key"}`,
    inbox: (name) => `${actor(name)}/inbox`,
    outbox: (name) => `${actor(name)}/outbox`,
    followers: (name) => `${actor(name)}/followers`,
    following: (name) => `${actor(name)}/following`,
    featured: (name) => `${actor(name)}/featured`,
    post: (noteId) => `${origin}/ap/posts/${noteId}`,
    comment: (id) => `${origin}/ap/comments/${id}`,
    collection: (object, name) => `${object}/${name}`,
    activity: (id) => `${origin}/ap/activities/${id}`,
    quote: (id) => `${origin}/ap/quotes/${id}`,
    read(url) {
      const path = pathOn(origin, url);
      const match = path === null ? null : pattern.exec(path);
      if (!match) return null;
      const kind = kinds[match[1] as keyof typeof kinds];
      const id = match[2] as string;
      return kind === "actor" ? { kind, name: id } : { kind, id };
    },
    isOurs: (url) => pathOn(origin, url) !== null,
  };
}

/** An address without a port, user name or upper case, of which the origin can be read off. */
const plainOrigin = /^https?:\/\/[a-z0-9.-]+(?=\/)/;

/** A path that parsing leaves as it is. */
const plainPath = /^\/[\w/-]*$/;

function pathOn(origin: string, url: string): string | null {
  const plain = plainOrigin.exec(url)?.[0];
  if (plain !== undefined && plain !== origin) return null;
  if (url.startsWith(origin) && plainPath.test(url.slice(origin.length))) return url.slice(origin.length);
  try {
    const parsed = new URL(url);
    return parsed.origin === origin ? parsed.pathname : null;
  } catch {
    return null;
  }
}
