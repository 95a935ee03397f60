import { pageKey, parseWebUrl } from "../../domain/address.ts";
import type { PageKey } from "../../domain/brand.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { demandThread, nameOfThread } from "./name-thread.ts";
import type { ThreadPlan } from "./plan.ts";
import { within } from "./plan-rename.ts";

type Needs = Pick<World, "threads" | "sites">;

/** So many are shown; nobody has more. */
const mostShown = 500;

/** What leads to a thread. Throws as `demandThread` does. */
export function createReadAliases(world: Needs) {
  return async function readAliases(named: string): Promise<{ key: PageKey; isOwn: boolean }[]> {
    const { thread } = await demandThread(world, named);
    const keys = await world.threads.keysOf(thread, mostShown);
    return keys.map((key) => ({ key, isOwn: key === thread.key }));
  };
}

/**
 * What letting another address lead to a thread would do. Throws as `demandThread` does, `forbidden` for an address outside
 * the blog, `conflict` where it leads to another thread, `invalid` where it leads there already.
 */
export function createPlanAlias(world: Needs) {
  return async function planAlias(named: string, address: string): Promise<ThreadPlan> {
    const { thread, site } = await demandThread(world, named);
    const url = within(await world.sites.all(), site, parseWebUrl(address));
    const key = pageKey(url);
    const there = await world.threads.byKey(site._id, key);
    if (there?._id === thread._id) throw new Problem("invalid", "That address leads to the thread already.");
    if (there) throw new Problem("conflict", `${url.href} leads to ${nameOfThread(there)}. Merge the two instead.`);
    return {
      planned: [
        {
          site: site._id,
          threads: [thread._id],
          label: `${url.href} to ${nameOfThread(thread)}`,
          work: { kind: "alias", thread: thread._id, key },
        },
      ],
      lines: [],
      says: [`Who comes by ${url.href} sees the thread of ${nameOfThread(thread)}.`],
    };
  };
}

/**
 * What taking an address from a thread would do. Throws as `demandThread` does, `not-found` for what does not lead there,
 * `invalid` for the address of the thread itself.
 */
export function createPlanUnalias(world: Needs) {
  return async function planUnalias(named: string, wanted: string): Promise<ThreadPlan> {
    const { thread, site } = await demandThread(world, named);
    const key = /^https?:/i.test(wanted) ? pageKey(wanted) : (wanted as PageKey);
    if ((await world.threads.byKey(site._id, key))?._id !== thread._id)
      throw new Problem("not-found", `${wanted} does not lead to this thread.`);
    if (key === thread.key)
      throw new Problem("invalid", "That is the address of the thread itself; give it another one first.");
    const wasFormer = thread.formerKeys?.includes(key) ?? false;
    return {
      planned: [
        {
          site: site._id,
          threads: [thread._id],
          label: `${key} from ${nameOfThread(thread)}`,
          work: { kind: "unalias", thread: thread._id, key, wasFormer },
        },
      ],
      lines: [],
      says: [`Who comes by ${key} does not see the thread of ${nameOfThread(thread)} any more, but one of its own.`],
    };
  };
}
