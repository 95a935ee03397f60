import { createHash } from "node:crypto";
import type { World } from "../src/domain/ports.ts";
import type { Face } from "../src/domain/repos.ts";
import type { Actors, OwnActor } from "./actors.ts";
import type { Addresses } from "./addresses.ts";
import type { Engine } from "./engine/engine.ts";
import type { ActorKeys } from "./keys.ts";
import { actorUpdateOf } from "./outgoing/activities.ts";
import { actorDocument, actorForm } from "./outgoing/actor.ts";
import { followersOf } from "./recipients.ts";

export interface TellOfActorsNeeds {
  world: Pick<World, "faces" | "followers" | "clock">;
  addresses: Addresses;
  actors: Pick<Actors, "all">;
  keys: Pick<ActorKeys, "of">;
  engine: Pick<Engine, "publish">;
  /** Whether others can reach this node; while not, nothing is told and all of it waits. */
  canDeliver: () => boolean;
}

/**
 * Changes of one actor are told this far apart, together; what a crash cut off is said again after as long. It is longer
 * than a node goes by a key that another one has changed, so that no two nodes take turns.
 */
const everyMs = 5 * 60_000;

/**
 * Tells the followers of an actor that it looks different now: another name, another key, another domain. Nothing owes
 * it: each round holds the document against the hash of the one that was told last, so that no cause of a change is
 * forgotten. The first look tells nothing. Each change is claimed before it is told, by one node alone.
 */
export function createTellOfActors({ world, addresses, actors, keys, engine, canDeliver }: TellOfActorsNeeds) {
  return async function tellOfActors(): Promise<void> {
    if (!canDeliver()) return;
    // The node's own actor has no followers.
    for (const actor of await actors.all()) if (actor.role !== "node") await look(actor);
  };

  async function look(actor: OwnActor): Promise<void> {
    const now = world.clock.now();
    const document = actorDocument(addresses, actor, await keys.of(actor.name));
    const hash = createHash("sha256").update(JSON.stringify(document)).digest("hex");
    const known = await world.faces.get(actor.name);
    if (!known) {
      await world.faces.add({ _id: actor.name, hash, form: actorForm, number: 0, pending: false, at: now });
      return;
    }
    const isSame = known.hash === hash && !known.pending;
    const isTooSoon = known.number > 0 && now.getTime() - known.at.getTime() < everyMs;
    if (isSame || isTooSoon || known.form > actorForm) return;
    // What was claimed and perhaps never queued keeps its name, unless it is no longer true.
    const number = known.hash === hash ? known.number : known.number + 1;
    const face: Face = { _id: actor.name, hash, form: actorForm, number, pending: true, at: now };
    if ((await world.faces.change(known, face)) === "stale") return;
    if ((await world.followers.count(actor.name)) > 0) {
      const activity = actorUpdateOf(addresses, { name: actor.name, number, document, at: now });
      await engine.publish(actor.name, activity, followersOf(world, actor.name));
    }
    await world.faces.queued(actor.name, number);
  }
}
