import { type Block, ruleOfNode, type Severity, severityOf } from "../../../domain/block.ts";
import type { World } from "../../../domain/ports.ts";
import { isProblem } from "../../../domain/problem.ts";
import { chainsOf } from "../../../domain/ruling.ts";
import { actorsOf } from "../../receive/our-actor.ts";
import { makeRule } from "../make-rule.ts";
import { handleIn } from "../read-target.ts";
import { type Entry, readList, type Unread } from "./read-list.ts";

/** What to do where a rule about the same is there already. */
export const conflictWays = ["keep", "stricter", "replace"] as const;
export type ConflictWay = (typeof conflictWays)[number];

/** How a list is to be taken. */
export interface ListChoices {
  /** For entries that name no severity. */
  severity: Severity;
  conflicts: ConflictWay;
  /** The blog that its rules are to hold for; the whole node where none is named. */
  site?: string | null;
}

/** An entry beside the rule that is there already. */
export interface Conflict {
  line: number;
  before: Block;
  rule: Block;
  /** Whether the list is stricter or more lenient than what is there, or only other. */
  is: "stricter" | "milder" | "other";
  /** Whether the list's takes the place of what is there. */
  taken: boolean;
}

/** What a list would do; nothing is done yet. */
export interface ListPlan {
  added: { line: number; rule: Block }[];
  same: number;
  conflicts: Conflict[];
  /** Handles, whose servers have to be asked who they are. */
  people: Entry[];
  refused: Unread[];
  /** Entries that name what an earlier line named. */
  twice: number;
  /** How many of those who commented, and of those who follow, the new blocks would cover; on the blog they are for alone. */
  hit: { people: number; followers: number };
}

type Needs = Pick<World, "blocks" | "sites" | "comments" | "followers" | "clock" | "isPublicSuffix">;

const page = 500;
const rank: Record<Severity, number> = { allow: 0, noop: 1, hold: 2, block: 3 };

/** Reads a list and finds out what it would do, line by line. Writes nothing and asks nobody. Throws as `readList` does. */
export function createPlanList(world: Needs) {
  return async function planList(text: string, choices: ListChoices): Promise<ListPlan> {
    const { entries, unread } = readList(text);
    const plan: ListPlan = {
      added: [],
      same: 0,
      conflicts: [],
      people: [],
      refused: [...unread],
      twice: 0,
      hit: { people: 0, followers: 0 },
    };
    const made = new Map<string, { line: number; rule: Block }>();
    for (const entry of entries) {
      if (handleIn(entry.name) !== null) plan.people.push(entry);
      else readEntry(entry, choices, plan, made);
    }
    await compare([...made.values()], choices, plan);
    plan.refused.sort((one, other) => one.line - other.line);
    plan.hit = await findHit(plan, choices.site ?? null);
    return plan;
  };

  function readEntry(
    entry: Entry,
    choices: ListChoices,
    plan: ListPlan,
    made: Map<string, { line: number; rule: Block }>,
  ) {
    try {
      const rule = makeRule(world, { kind: "host", value: entry.name }, termsOf(entry, choices));
      if (made.has(rule._id)) plan.twice += 1;
      else made.set(rule._id, { line: entry.line, rule });
    } catch (error) {
      if (!isProblem(error, "invalid")) throw error;
      plan.refused.push({ line: entry.line, name: entry.name, fault: error.message });
    }
  }

  async function compare(made: { line: number; rule: Block }[], { conflicts }: ListChoices, plan: ListPlan) {
    for (let i = 0; i < made.length; i += page) {
      const some = made.slice(i, i + page);
      const known = new Map(
        (await world.blocks.among(some.map(({ rule }) => rule._id))).map((rule) => [rule._id, rule]),
      );
      for (const { line, rule } of some) {
        const before = known.get(rule._id);
        if (!before) plan.added.push({ line, rule });
        else if (saysTheSame(before, rule)) plan.same += 1;
        else {
          const is = relation(before, rule);
          const taken = conflicts === "replace" || (conflicts === "stricter" && is === "stricter");
          plan.conflicts.push({ line, before, rule: merged(before, rule), is, taken });
        }
      }
    }
  }

  async function findHit(plan: ListPlan, blog: string | null): Promise<ListPlan["hit"]> {
    const rules = rulesOf(plan).filter((rule) => severityOf(rule) === "block");
    if (rules.length === 0) return { people: 0, followers: 0 };
    const ids = new Set(rules.map(({ _id }) => ruleOfNode(_id)));
    const covered = (id: string) => chainsOf({ id }).some((chain) => chain.some((one) => ids.has(one)));
    const site = blog === null ? null : await world.sites.get(blog);
    const [people, followers] = await Promise.all([
      world.comments.actors(blog ?? undefined),
      world.followers.remotes(site ? actorsOf(site) : undefined),
    ]);
    return { people: people.filter(covered).length, followers: followers.filter(covered).length };
  }
}

/** The rules that a plan would put. */
export function rulesOf({ added, conflicts }: Pick<ListPlan, "added" | "conflicts">): Block[] {
  return [...added.map(({ rule }) => rule), ...conflicts.filter(({ taken }) => taken).map(({ rule }) => rule)];
}

/** The terms that an entry stands for. */
export function termsOf({ severity, rejects, reason }: Entry, choices: ListChoices) {
  return { severity: severity ?? choices.severity, rejects, reason, site: choices.site ?? null };
}

/** What the owner wrote down about it stays. */
function merged(before: Block, rule: Block): Block {
  return { ...rule, note: before.note, createdAt: before.createdAt, reason: rule.reason || before.reason || "" };
}

function saysTheSame(one: Block, other: Block): boolean {
  const rejected = ({ rejects = [] }: Block) => [...rejects].sort().join();
  return severityOf(one) === severityOf(other) && rejected(one) === rejected(other);
}

function relation(before: Block, rule: Block): Conflict["is"] {
  const more = rank[severityOf(rule)] - rank[severityOf(before)];
  if (more !== 0) return more > 0 ? "stricter" : "milder";
  const [had, has] = [new Set(before.rejects ?? []), new Set(rule.rejects ?? [])];
  if ([...had].every((one) => has.has(one))) return "stricter";
  return [...has].every((one) => had.has(one)) ? "milder" : "other";
}
