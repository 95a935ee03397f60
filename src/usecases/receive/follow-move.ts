import { type Block, onBlog, severityOf } from "../../domain/block.ts";
import type { Moderator } from "../../domain/moderator.ts";
import { type BlockNeeds, createBlock } from "../moderate/block.ts";
import { maxNote } from "../moderate/make-rule.ts";
import { createWriteDown } from "../moderate/write-down.ts";

/** An account elsewhere that moved to another one: each of the two says so of the other. */
export interface Moved {
  from: string;
  to: { id: string; handle: string };
}

/** Who lets rules follow an account that moved. */
const movers: Moderator = { id: "move", name: "the move of an account" };

/**
 * Lets what the owner decided of a person count for the account that they moved to, on the node and on each blog, with a note
 * of where it came from; what was decided of that one already stays. What was trusted is trusted there, as the old account
 * itself names the new one. Who writes a blog is only told to its owner, who names the new account or does not. May be repeated.
 */
export function createFollowMove(world: BlockNeeds) {
  const block = createBlock(world);
  const writeDown = createWriteDown(world);

  return async function followMove({ from, to }: Moved): Promise<void> {
    const sites = await world.sites.all();
    for (const site of [null, ...sites.map(({ _id }) => _id)]) {
      const [before, there] = [onBlog(`actor:${from}`, site), onBlog(`actor:${to.id}`, site)];
      const found = new Map((await world.blocks.among([before, there])).map((rule) => [rule._id, rule]));
      const rule = found.get(before);
      if (rule && !found.has(there) && !isOver(rule)) await take(rule, to);
    }
    for (const { _id, writers = [] } of sites) {
      const writer = writers.find(({ id }) => id === from);
      if (!writer || writers.some(({ id }) => id === to.id)) continue;
      const detail = `To @${to.handle}, which is not named yet.`;
      await writeDown({ by: movers, act: "writer.move", site: _id, subject: to.id, label: writer.handle, detail });
    }
  };

  async function take(rule: Block, to: Moved["to"]): Promise<void> {
    const { rejects = [], erases = false, until = null, reason = "", site = null } = rule;
    const note = `Moved there from ${rule.label || rule.value}. ${rule.note}`.trim().slice(0, maxNote);
    const terms = { severity: severityOf(rule), rejects, erases, until, note, reason, site };
    await block({ kind: "actor", value: to.id, label: to.handle }, movers, terms);
  }

  function isOver({ until }: Block): boolean {
    return until !== undefined && until !== null && until <= world.clock.now();
  }
}
