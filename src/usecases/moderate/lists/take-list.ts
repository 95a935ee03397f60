import type { Block } from "../../../domain/block.ts";
import type { Moderator } from "../../../domain/moderator.ts";
import type { World } from "../../../domain/ports.ts";
import { isProblem } from "../../../domain/problem.ts";
import { type Applied, createApplyRules } from "../apply-rules.ts";
import type { BlockNeeds } from "../block.ts";
import { makeRule } from "../make-rule.ts";
import { type FindActor, handleIn } from "../read-target.ts";
import { createWriteDown } from "../write-down.ts";
import { createPlanList, type ListChoices, type ListPlan, rulesOf, termsOf } from "./plan-list.ts";

/** What a list did. */
export interface Taken extends Applied {
  plan: ListPlan;
  put: number;
}

const page = 500;

/**
 * Takes over a list as it is planned to be, and lets what is here follow once for all of it. People are looked up at their
 * servers first; who is not found is refused by their line. May be repeated. Throws as `readList` does.
 */
export function createTakeList(world: BlockNeeds & Pick<World, "comments">, findActor: FindActor | null) {
  const planList = createPlanList(world);
  const applyRules = createApplyRules(world);
  const writeDown = createWriteDown(world);

  return async function takeList(text: string, choices: ListChoices, by: Moderator): Promise<Taken> {
    const plan = await planList(text, choices);
    const rules = [...rulesOf(plan), ...(await lookUp(plan, choices))];
    for (let i = 0; i < rules.length; i += page) await world.blocks.put(...rules.slice(i, i + page));
    const applied = await applyRules(rules);
    if (rules.length > 0) {
      const label = `${rules.length} ${rules.length === 1 ? "rule" : "rules"}`;
      await writeDown({
        by,
        act: "block.import",
        site: choices.site ?? null,
        subject: "blocks",
        label,
        detail: namesIn(rules),
      });
    }
    return { plan, put: rules.length, ...applied };
  };

  async function lookUp(plan: ListPlan, choices: ListChoices): Promise<Block[]> {
    const rules = new Map<string, Block>();
    for (const entry of plan.people) {
      const name = handleIn(entry.name) ?? entry.name;
      const actor = await find(name);
      if (!actor) {
        plan.refused.push({ line: entry.line, name: entry.name, fault: `Nobody was found as @${name}.` });
        continue;
      }
      const target = { kind: "actor", value: actor.id, label: actor.handle } as const;
      const rule = makeRule(world, target, termsOf(entry, choices));
      const [before] = await world.blocks.among([rule._id]);
      if (!before) rules.set(rule._id, rule);
      else plan.same += 1;
    }
    return [...rules.values()];
  }

  async function find(name: string) {
    try {
      return (await findActor?.(name)) ?? null;
    } catch (error) {
      if (isProblem(error)) return null;
      throw error;
    }
  }
}

/** Some of the names, for the log. */
function namesIn(rules: readonly Block[]): string {
  const names = rules.slice(0, 10).map(({ label }) => label);
  return rules.length > names.length ? `${names.join(", ")} …` : names.join(", ");
}
