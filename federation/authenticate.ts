import { Problem } from "../src/domain/problem.ts";
import type { Addresses } from "./addresses.ts";
import type { Activity, Thing } from "./incoming/activity.ts";
import type { Note } from "./incoming/note.ts";
import { sameId, sameOrigin } from "./origin.ts";
import { problemTypes } from "./problems.ts";

/** What something says of itself. */
export interface Claimed {
  /** Null for what has no id of its own: it lives and dies with what it came in. */
  id: string | null;
  /** All that it names as its owner; null for a mere reference, which says nothing. */
  owners: readonly string[] | null;
}

/** How something came to us. */
export type Via =
  /** In a request that was signed with a key of this actor. */
  | { kind: "signed"; by: string }
  /** Inside something that was found to be this actor's own. */
  | { kind: "within"; owner: string }
  /** As the answer of this address, redirects followed, in a type that only ActivityPub servers use. */
  | { kind: "fetched"; from: string }
  /** By the word of somebody who handed it on. */
  | { kind: "relayed" };

/**
 * What may be done with it: it is believed as its owner's own, it has to be looked at by its id (here, if we hold it, else
 * where it lives), or it is turned down.
 */
export type Verdict =
  | { kind: "trusted"; owner: string }
  | { kind: "fetch"; id: string | null }
  | { kind: "refused"; reason: string; type?: string };

export type Authenticate = (thing: Claimed, via: Via) => Verdict;

/**
 * The one place that decides what is authentic (FEP-fe34): whatever comes from outside is its owner's own only if its
 * id, its owner and the way it came share one origin, and everybody it names as owner is that owner. An id of ours never
 * comes from outside. Ids are compared as addresses, not as they happen to be spelled.
 */
export function createAuthenticate(addresses: Pick<Addresses, "isOurs">): Authenticate {
  return function authenticate({ id, owners }, via) {
    if (owners?.some(addresses.isOurs)) return refused("That actor is ours, and does not write to us.", "mismatch");
    if (id !== null && addresses.isOurs(id)) return refused("That id is ours, and comes from nobody else.");
    switch (via.kind) {
      case "signed":
        if (!owners?.every((owner) => sameId(owner, via.by))) return { kind: "fetch", id };
        if (id === null || sameOrigin(id, via.by)) return { kind: "trusted", owner: via.by };
        return refused("The activity's id lies on another server than its actor.");
      case "within":
        if (id !== null && !sameOrigin(id, via.owner)) return refused(foreign);
        if (owners === null && id !== null && !sameId(id, via.owner)) return { kind: "fetch", id };
        return allAre(via.owner, owners ?? []) ? { kind: "trusted", owner: via.owner } : refused(foreign);
      case "fetched":
        return judgeFetched(id, owners, via.from);
      case "relayed":
        return { kind: "fetch", id };
    }
  };
}

const foreign = "Only its author may publish, change or delete a post, and only who did something may undo it.";

/** What its own server shows is believed of whoever is named there, if that is one of its own, and one alone. */
function judgeFetched(id: string | null, owners: Claimed["owners"], from: string): Verdict {
  if (id === null || !sameOrigin(id, from)) return refused("It carries the id of another server than it lies on.");
  const [owner] = owners ?? [];
  if (owner === undefined) return refused("It does not say whose it is.");
  if (!sameOrigin(owner, id) || !allAre(owner, owners ?? [])) {
    return refused("It names an author of another server, or several.");
  }
  return { kind: "trusted", owner };
}

function allAre(owner: string, owners: readonly string[]): boolean {
  return owners.every((named) => sameId(named, owner));
}

/** What a thing inside an activity says of itself. What is given by its id alone, or is nothing we read, says nothing. */
export function claimOf(thing: Thing): Claimed {
  switch (thing.kind) {
    case "note":
      return noteClaim(thing.note);
    case "actor":
      return { id: thing.id, owners: [thing.id] };
    case "activity":
      return activityClaim(thing.activity);
    case "link":
    case "other":
      return { id: thing.id, owners: null };
  }
}

/** What a note says of itself. */
export function noteClaim({ id, authors }: Pick<Note, "id" | "authors">): Claimed {
  return { id, owners: authors };
}

/** What an activity says of itself. */
export function activityClaim({ id, actor }: Pick<Activity, "id" | "actor">): Claimed {
  return { id, owners: [actor] };
}

/** The problem of what was turned down, `forbidden`, in the words of the verdict. */
export function refusal({ reason, type }: Extract<Verdict, { kind: "refused" }>): Problem {
  return new Problem("forbidden", reason, { type: type ?? problemTypes.notAuthorized });
}

function refused(reason: string, type?: "mismatch"): Verdict {
  return type ? { kind: "refused", reason, type: problemTypes[type] } : { kind: "refused", reason };
}
