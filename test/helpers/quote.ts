import type { Reaction } from "../../src/domain/reaction.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import { mira } from "./comment.ts";

/** A quote of something by somebody on another server, with plain values; give what matters to the test. */
export function aQuote(given: Partial<Reaction> & { _id: string }): Reaction {
  return {
    kind: "quote",
    target: "thread",
    actor: mira.id,
    host: "far.example",
    activity: `https://far.example/posts/${given._id}`,
    quote: { by: "blog", of: "/ap/posts/1", stamped: false },
    undone: false,
    createdAt: new Date("2026-11-01T12:00:00Z"),
    ...given,
  };
}

/** What is known of somebody on another server, with plain values. */
export function aProfile(given: Partial<RemoteProfile> = {}): RemoteProfile {
  const { id, handle, name, url, avatar } = mira;
  return {
    _id: id,
    handle,
    name,
    url,
    avatar,
    inbox: "https://far.example/inbox",
    sharedInbox: null,
    keys: [],
    hidden: false,
    fetchedAt: new Date("2026-11-01T12:00:00Z"),
    ...given,
  };
}
