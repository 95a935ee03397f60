import { wordsVersion } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";

/** Lets every node read the rules about words anew, within a second. */
export async function noteWords(world: Pick<World, "settings" | "ids">): Promise<void> {
  await world.settings.set(wordsVersion, world.ids.opaque());
}
