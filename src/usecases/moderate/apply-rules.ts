import { type Block, blockId, everywhere, holdsOn } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";
import type { Reaction } from "../../domain/reaction.ts";
import { chainsOf, markOf, type Ruling, rulingsOf } from "../../domain/ruling.ts";
import type { Site } from "../../domain/site.ts";
import { dropReactions } from "../receive/drop-reactions.ts";
import { actorsOf } from "../receive/our-actor.ts";
import type { TallyNeeds } from "../receive/tally.ts";
import { createApplyToVisitors } from "./apply-to-visitors.ts";
import { eraseHidden } from "./erase-hidden.ts";
import { raiseThreads } from "./raise-threads.ts";
import { rejectFollowers } from "./reject-followers.ts";

/** What rules did to what is here. */
export interface Applied {
  hidden: number;
  shown: number;
  /** Followers who were turned away. */
  rejected: number;
  /** Comments that were emptied for good. */
  erased: number;
}

export type ApplyNeeds = TallyNeeds & Pick<World, "blocks" | "sites" | "followers" | "graves" | "outbox" | "cases">;

const chunk = 200;

/**
 * Makes what is here follow from the rules as they now stand, for whomever the rules given cover, be they new, changed or
 * taken back, on each blog that they hold for: hides and shows comments, with pictures or without; rejects followers, takes
 * reactions and leave to quote back. Running it again changes nothing, and finishes what was cut short.
 */
export function createApplyRules(world: ApplyNeeds) {
  const applyToVisitors = createApplyToVisitors(world);

  return async function applyRules(rules: readonly Block[]): Promise<Applied> {
    const applied: Applied = { hidden: 0, shown: 0, rejected: 0, erased: 0 };
    const threads = new Set<string>();
    const sites = (await world.sites.all()).filter(({ _id }) => rules.some((rule) => holdsOn(rule, _id)));
    const elsewhere = rules.filter(({ kind }) => kind === "actor" || kind === "host");
    if (elsewhere.length > 0) {
      for (const site of sites) await applyOn(site, elsewhere, applied, threads);
      await dropAllReactions(sites, elsewhere);
    }
    const visitors = await applyToVisitors(rules);
    applied.hidden += visitors.hidden;
    applied.shown += visitors.shown;
    for (const rule of rules) applied.erased += await eraseHidden(world, rule);
    await raiseThreads(world, threads);
    await world.debts.settled("comment");
    for (const { _id } of sites) await world.sites.raiseEpoch(_id);
    return applied;
  };

  async function applyOn(site: Site, rules: readonly Block[], applied: Applied, threads: Set<string>): Promise<void> {
    const { _id } = site;
    const coveredAmong = coverage(rules.filter((rule) => holdsOn(rule, _id)));
    const authors = await coveredAmong(() => world.comments.actors(_id));
    for await (const group of ruled(authors, _id)) await markAll(group, _id, applied, threads);
    const ours = actorsOf(site);
    for await (const { ruling, actors } of ruled(await coveredAmong(() => world.followers.remotes(ours)), _id))
      if (endsTies(ruling)) applied.rejected += await rejectFollowers(world, actors, ours);
  }

  /** Of a reaction only its target tells the blog, so that those of a person are gone through once for all of them. */
  async function dropAllReactions(sites: readonly Site[], rules: readonly Block[]): Promise<void> {
    const dropping = new Map<string, Set<string>>();
    const reacting = await coverage(rules)(() => world.reactions.actors());
    for (const { _id } of sites) {
      for await (const { ruling, actors } of ruled(reacting, _id)) {
        if (!endsTies(ruling) && !ruling.rejects.has("reactions")) continue;
        for (const actor of actors) dropping.set(actor, (dropping.get(actor) ?? new Set()).add(_id));
      }
    }
    const leaving = (reaction: Reaction) => world.outbox.revokeQuote(reaction);
    for (const [actor, blogs] of dropping)
      await dropReactions(world, actor, { on: (site) => site === null || blogs.has(site), leaving });
  }

  async function markAll({ ruling, actors }: Group, site: string, applied: Applied, threads: Set<string>) {
    const now = world.clock.now();
    const mark = markOf(ruling);
    const hidden = mark === null ? null : await world.comments.hide(actors, mark, now, site);
    const moved = await world.comments.remark(actors, mark, now, site);
    const plain = await world.comments.setPlain(actors, ruling.rejects.has("media"), now, site);
    applied.hidden += hidden?.count ?? 0;
    applied.shown += mark === null ? moved.count : 0;
    for (const turned of [hidden, moved, plain]) for (const thread of turned?.threads ?? []) threads.add(thread);
  }

  /** Some people of whom the rules say the same on a blog. */
  async function* ruled(people: readonly string[], blog: string): AsyncGenerator<Group> {
    for (let i = 0; i < people.length; i += chunk) {
      const actors = people.slice(i, i + chunk);
      const rulings = await rulingsOf(
        world.blocks,
        actors.map((id) => ({ id })),
        blog,
      );
      const groups = new Map<string, Group>();
      for (const [n, ruling] of rulings.entries()) {
        const key = JSON.stringify([ruling.severity, ruling.by?._id ?? null, [...ruling.rejects].sort()]);
        const group = groups.get(key) ?? { ruling, actors: [] };
        group.actors.push(actors[n] as string);
        groups.set(key, group);
      }
      yield* groups.values();
    }
  }
}

interface Group {
  ruling: Ruling;
  actors: string[];
}

/**
 * Whether followers and reactions go as well. They do not where all are shut out but those who are allowed: that is a
 * switch which may be turned back, and nobody could bring them all back.
 */
function endsTies({ severity, by }: Ruling): boolean {
  return severity === "block" && by?.value !== everywhere;
}

/** Finds whom rules cover among people; of rules on persons alone nobody has to be looked through. */
function coverage(rules: readonly Block[]): (people: () => Promise<string[]>) => Promise<string[]> {
  if (rules.every(({ kind }) => kind === "actor")) return async () => [...new Set(rules.map(({ value }) => value))];
  const ids = new Set(rules.map(({ kind, value }) => blockId(kind, value)));
  return async (people) =>
    (await people()).filter((id) => chainsOf({ id }).some((chain) => chain.some((one) => ids.has(one))));
}
