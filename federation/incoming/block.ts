import { createDropFollower } from "../../src/usecases/receive/drop-follower.ts";
import { type Handle, type Handled, ignored, type Tools } from "./handler.ts";

/** Block of one of our actors: who does not want to hear from us no longer does. */
export function createOnBlock(tools: Tools): Handle<"block"> {
  const dropFollower = createDropFollower(tools);
  return async function onBlock({ thing, actor }): Promise<Handled> {
    const named = thing.id === null ? null : tools.addresses.read(thing.id);
    if (named?.kind !== "actor") return ignored("It is about nobody of ours.");
    return dropFollower({ actor: named.name, remote: actor, followId: null });
  };
}
