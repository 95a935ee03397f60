import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { type ApplyNeeds, createApplyRules } from "./apply-rules.ts";
import { noteWords } from "./note-words.ts";
import { createWriteDown } from "./write-down.ts";

export type UnblockNeeds = ApplyNeeds & Pick<World, "audit" | "ids" | "settings">;

/**
 * Takes a rule back and shows again what it alone had hidden; returns how many comments that was. Followers and reactions
 * do not come back by themselves: their people have to act again. Throws `not-found`.
 */
export function createUnblock(world: UnblockNeeds) {
  const writeDown = createWriteDown(world);
  const applyRules = createApplyRules(world);
  return async function unblock(id: string, by: Moderator): Promise<number> {
    const [known] = await world.blocks.among([id]);
    if (!known || !(await world.blocks.remove(id)))
      throw new Problem("not-found", "There is no such block; it may have been taken back.");
    if (known.kind === "word") await noteWords(world);
    const { shown } = await applyRules([known]);
    await writeDown({ by, act: "block.remove", site: known.site ?? null, subject: id, label: known.label });
    return shown;
  };
}
