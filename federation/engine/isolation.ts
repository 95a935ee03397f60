import type createApex from "activitypub-express";

type Apex = ReturnType<typeof createApex>;

const ofActor = (name: string) => `/ap/actors/:actor/${name}`;

/** Our addresses in the words of the engine. What we do not offer has a pattern, as it asks for each, but no route. */
export const routePatterns: Record<string, string> = {
  actor: "/ap/actors/:actor",
  // Posts, comments and leave to quote alike: the parameter is filled with `posts/ID`, `comments/ID` or `quotes/ID`.
  object: "/ap/:object",
  activity: "/ap/activities/:activity",
  inbox: ofActor("inbox"),
  outbox: ofActor("outbox"),
  followers: ofActor("followers"),
  following: ofActor("following"),
  liked: ofActor("liked"),
  collections: ofActor("collections/:object"),
  blocked: ofActor("blocked"),
  rejected: ofActor("rejected"),
  rejections: ofActor("rejections"),
  shares: "/ap/activities/:activity/shares",
  likes: "/ap/activities/:activity/likes",
};

/** The functions by which the engine reaches the network or keeps time, and what keeps a count in its module. */
export const closed = [
  "requestObject",
  "resolveReferences",
  "deliver",
  "startDelivery",
  "runDelivery",
  "generateNodeInfo",
] as const satisfies readonly (keyof Apex)[];

/** Closes them all, takes its own copy of what instances share, and puts away the handlers that we do not mount. */
export function closeNetwork(apex: Apex): void {
  for (const name of closed) {
    apex[name] = () => {
      throw new Error(`The engine may not call ${name}: other servers are reached through the guarded fetch alone.`);
    };
  }
  apex.consts = structuredClone(apex.consts);
  apex.net = {};
}
