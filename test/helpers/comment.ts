import { type RemoteActor, serverOf } from "../../src/domain/author.ts";
import type { SafeHtml } from "../../src/domain/brand.ts";
import type { Comment } from "../../src/domain/comment.ts";

/** Somebody on another server. */
export const mira: RemoteActor = {
  kind: "remote",
  id: "https://far.example/users/mira",
  handle: "mira@far.example",
  name: "Mira",
  url: "https://far.example/@mira",
  avatar: null,
};

/** A published visitor's comment with plain values; give what matters to the test. */
export function aComment(given: Partial<Comment> & { _id: string }): Comment {
  const comment = {
    number: 1,
    site: "site",
    thread: "thread",
    parent: null,
    path: [],
    origin: "web",
    author: { kind: "visitor", name: "Anna", website: null, email: null, hash: "hash-anna" },
    source: { text: "Hello", type: "text/markdown" },
    html: "<p>Hello</p>" as SafeHtml,
    renderer: 1,
    lang: null,
    warning: null,
    attachments: [],
    state: "published",
    heldFor: [],
    hiddenBy: null,
    createdAt: new Date("2026-11-01T12:00:00Z"),
    editedAt: null,
    remote: null,
    federate: false,
    told: null,
    toldInboxes: [],
    counts: { likes: 0, boosts: 0 },
    owed: [],
    owedSince: null,
    version: 1,
    ...given,
  } satisfies Comment;
  return { host: serverOf(comment.author), ...comment };
}

/** Somebody on a server elsewhere. */
export function remoteActor(host: string, name = "ada"): RemoteActor {
  const id = `https://${host}/users/${name}`;
  return { kind: "remote", id, handle: `${name}@${host}`, name, url: id, avatar: null };
}
