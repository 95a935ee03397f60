import type { World } from "../src/domain/ports.ts";
import { Problem } from "../src/domain/problem.ts";
import type { RemoteProfile } from "../src/domain/repos.ts";
import type { Addresses } from "./addresses.ts";
import { type Authenticate, createAuthenticate } from "./authenticate.ts";
import { type Budget, type Errand, forOwner, openBudget } from "./fetch-budget.ts";
import { keysIn, readActor, readKey } from "./incoming/actor.ts";
import { createDocuments, type Fetched } from "./incoming/documents.ts";
import { type Json, member } from "./incoming/json.ts";
import { createKeyGate } from "./key-gate.ts";
import { createMemory } from "./memory.ts";

/** What is known of an actor that was looked for. */
export type Lookup =
  | { kind: "found"; profile: RemoteProfile /** Set when it was asked for just now. */; fresh?: true }
  | { kind: "gone" }
  | { kind: "missing" }
  | { kind: "unusable"; reason: string };

/** On whose account a key is looked up: the network that a request came from, and what it may cost. */
export interface Asker {
  network: string;
  budget: Budget;
}

/** Remote actors and their keys, kept in the store and fetched, within a budget, when they are not there. */
export interface Profiles {
  /**
   * The owner of a key that a request names. The owner lists the key, and both are of one origin. Throws `busy` for a
   * passing failure, and what `KeyGate.enter` throws.
   */
  ofKey(keyId: string, asker: Asker): Promise<Lookup>;
  /**
   * Asks the server of a key that is stored again. Throws `busy` for a passing failure, and when that was done within the
   * last minute: what does not fit then may be forged, or made with a key that was changed since. A minute, and no more,
   * as GoToSocial gives up after two.
   */
  refresh(keyId: string, asker: Asker): Promise<Lookup>;
  /** Remembers that a request from a network proved nothing, whatever key it named. */
  unproven(network: string): void;
  /** An actor by its id, fetched when unknown. Without a budget it is the owner who asks. Throws `busy`. */
  ofActor(id: string, budget?: Budget): Promise<Lookup>;
  /** Stores what an actor said of itself in a message that was verified as its own; null when it cannot be read. */
  accept(actor: Json): Promise<RemoteProfile | null>;
  /** Notes that an actor who is stored was looked at now, and that there was nothing to take over. */
  touch(id: string): Promise<void>;
}

interface Needs extends Pick<World, "profiles" | "fetch" | "clock" | "limits"> {
  addresses: Addresses;
}

const patienceMs = 3000;
const minute = 60_000;

/** Looks up actors and keys within three seconds in all; failures are remembered for a while, in bounded memory. */
export function createProfiles(world: Needs): Profiles {
  const documents = createDocuments(world.fetch, world.addresses);
  const authenticate = createAuthenticate(world.addresses);
  const gate = createKeyGate(world.clock);
  const failures = createMemory<Lookup>(1000);
  const refreshed = createMemory<Date>(5000);
  const running = new Map<string, Promise<Lookup>>();

  /** One fetch at a time for each address, however many requests wait for it. */
  function once(key: string, look: () => Promise<Lookup>): Promise<Lookup> {
    const started = running.get(key) ?? look().finally(() => running.delete(key));
    running.set(key, started);
    return started;
  }

  async function remembering(
    errand: Errand,
    key: string,
    budget: Budget,
    look: (left: () => number) => Promise<Lookup>,
  ): Promise<Lookup> {
    const start = world.clock.now().getTime();
    await budget.lookUp(errand, key);
    const found = await look(() => Math.max(1, patienceMs - (world.clock.now().getTime() - start)));
    if (found.kind === "found") await world.profiles.put(found.profile);
    else failures.set(key, found, new Date(start + 5 * minute));
    return found;
  }

  function lookUpKey(errand: Errand, keyId: string, budget: Budget): Promise<Lookup> {
    const now = world.clock.now();
    return once(keyId, () =>
      remembering(errand, keyId, budget, (left) =>
        fetchByKey({ read: (url) => documents.read(url, left(), budget), authenticate }, keyId, now),
      ),
    );
  }

  async function waiting(keyId: string, network: string, look: () => Promise<Lookup>): Promise<Lookup> {
    const leave = gate.enter(keyId, network);
    try {
      return await look();
    } finally {
      leave();
    }
  }

  return {
    async ofKey(keyId, { network, budget }) {
      const stored = await world.profiles.byKey(keyId);
      if (stored) return { kind: "found", profile: stored };
      const failed = failures.get(keyId, world.clock.now());
      return failed ?? waiting(keyId, network, () => lookUpKey("keys", keyId, budget));
    },
    async refresh(keyId, { network, budget }) {
      const now = world.clock.now();
      const until = refreshed.get(keyId, now);
      const failed = until && failures.get(keyId, now);
      if (failed) return failed;
      // An answer that is still on its way is as good as one that was asked for by this request.
      if (until && !running.has(keyId)) throw askedBefore(until, now);
      return waiting(keyId, network, async () => {
        refreshed.set(keyId, new Date(now.getTime() + minute), new Date(now.getTime() + minute));
        try {
          return await lookUpKey("changed keys", keyId, budget);
        } catch (error) {
          // A server that is away was not asked: the next request may try again.
          refreshed.delete(keyId);
          throw error;
        }
      });
    },
    unproven: (network) => gate.failed(network),
    async ofActor(id, budget = openBudget(world, forOwner)) {
      const stored = await world.profiles.get(id);
      if (stored) return { kind: "found", profile: stored };
      const failed = failures.get(id, world.clock.now());
      if (failed) return failed;
      const look = (left: () => number) => fetchActor(documents.object(id, left(), budget), id, world.clock.now());
      return once(id, () => remembering("actors", id, budget, look));
    },
    async accept(actor) {
      const profile = readActor(actor, world.clock.now());
      if (!profile) return null;
      // An actor that leaves its keys out keeps those that are known.
      const before = profile.keys.length === 0 ? await world.profiles.get(profile._id) : null;
      const kept = before ? { ...profile, keys: before.keys } : profile;
      await world.profiles.put(kept);
      return kept;
    },
    async touch(id) {
      const stored = await world.profiles.get(id);
      if (stored) await world.profiles.put({ ...stored, fetchedAt: world.clock.now() });
    },
  };
}

async function fetchActor(asked: Promise<Fetched>, id: string, now: Date): Promise<Lookup> {
  const fetched = await asked;
  if (fetched.kind !== "found") return fetched;
  const profile = readActor(fetched.json, now);
  if (!profile || profile._id !== id) return { kind: "unusable", reason: "It is no actor." };
  return { kind: "found", profile, fresh: true };
}

/**
 * Finds the owner of a key (interop: key on the actor, in a document of its own, or in a stub actor as GoToSocial serves
 * it) and makes sure that the owner, on the same origin, lists that very key.
 */
async function fetchByKey(
  { read, authenticate }: { read: (url: string) => Promise<Fetched>; authenticate: Authenticate },
  keyId: string,
  now: Date,
): Promise<Lookup> {
  const url = keyId.replace(/#.*$/, "");
  const first = await read(url);
  if (first.kind !== "found") return first;
  const separate = readKey(first.json);
  const listed = keysIn(first.json).find((key) => key.id === keyId || keyId === member(first.json, "id"));
  const named = separate?.owner ?? listed?.owner ?? member(first.json, "id");
  const owners = typeof named === "string" ? [named] : null;
  const verdict = authenticate({ id: keyId, owners }, { kind: "fetched", from: first.url });
  if (verdict.kind !== "trusted") {
    return { kind: "unusable", reason: "The key belongs to another server than it lies on." };
  }
  const { owner } = verdict;
  const whole = member(first.json, "id") === owner && owner === url && !separate;
  const second = whole ? first : await read(owner);
  if (second.kind !== "found") return second;
  const profile = readActor(second.json, now);
  if (!profile || profile._id !== owner) return { kind: "unusable", reason: "The owner of the key is no actor." };
  const own = keysIn(second.json).find((key) => key.id === keyId || keyId === owner);
  const pem = own?.pem ?? (own && separate?.id === own.id ? separate.pem : null);
  if (!own || !pem || (own.owner ?? owner) !== owner) {
    return { kind: "unusable", reason: "The owner does not list the key." };
  }
  const keys = [...profile.keys.filter((key) => key.id !== keyId), { id: keyId, pem }];
  return { kind: "found", profile: { ...profile, keys }, fresh: true };
}

function askedBefore(until: Date, now: Date): Problem {
  return new Problem("busy", "The signature does not fit the key as it was a moment ago; please try again later.", {
    retryAfter: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
  });
}
