import { type Block, severityOf } from "../../domain/block.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { type Applied, type ApplyNeeds, createApplyRules } from "./apply-rules.ts";
import { describeRule } from "./describe-rule.ts";
import { makeRule, type RuleTerms } from "./make-rule.ts";
import { nameHousehold } from "./name-household.ts";
import { noteWords } from "./note-words.ts";
import type { Target } from "./read-target.ts";
import { createWriteDown } from "./write-down.ts";

/** A rule, and what it did. */
export interface Blocked extends Applied {
  block: Block;
}

/** What setting a rule takes. */
export type BlockNeeds = ApplyNeeds & Pick<World, "audit" | "ids" | "networks" | "settings" | "isPublicSuffix">;

/**
 * Sets a rule, in the place of one that there was about the same: a block unless the terms say otherwise. What is new is
 * treated so from now on, and what is here follows: see `createApplyRules`. May be repeated, and what was cut short is
 * finished by doing it again. Throws `invalid`.
 */
export function createBlock(world: BlockNeeds) {
  const writeDown = createWriteDown(world);
  const applyRules = createApplyRules(world);
  return async function block(target: Target, by: Moderator, terms: RuleTerms = {}): Promise<Blocked> {
    const asked = makeRule(world, await nameHousehold(world, target, terms.site ?? null), {
      note: target.note ?? "",
      ...terms,
    });
    const [before] = await world.blocks.among([asked._id]);
    const made = before ? { ...asked, createdAt: before.createdAt } : asked;
    // The rule first, so that nothing slips in while the rest is cleared.
    await world.blocks.put(made);
    if (made.kind === "word") await noteWords(world);
    const applied = await applyRules([made]);
    const was = before && describeRule(before);
    const is = describeRule(made);
    await writeDown({
      by,
      act: before ? "block.change" : "block.add",
      site: made.site ?? null,
      subject: made._id,
      label: made.label,
      detail: before && was !== is ? `${was} → ${is}` : severityOf(made) === "block" && is === "Blocked" ? null : is,
    });
    return { block: made, ...applied };
  };
}
