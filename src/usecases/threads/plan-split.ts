import { pageKey, parseWebUrl } from "../../domain/address.ts";
import { displayName } from "../../domain/author.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { addThread, type Needs as KeepNeeds } from "../publish/keep-page.ts";
import { nameOfThread } from "./name-thread.ts";
import type { ThreadPlan } from "./plan.ts";
import { within } from "./plan-rename.ts";

type Needs = KeepNeeds & Pick<World, "sites" | "comments">;

/**
 * What giving a branch to another page's thread would do: a comment by its number, with all below it. A page without a
 * thread gets one when it is taken. Throws `not-found` for no such comment, `forbidden` for an address outside the blog,
 * `invalid` where it is there already.
 */
export function createPlanSplit(world: Needs) {
  return async function planSplit(number: number, address: string, title = "", makes = false): Promise<ThreadPlan> {
    const root = await world.comments.byNumber(number);
    const from = root && (await world.threads.get(root.thread));
    const site = root && (await world.sites.get(root.site));
    if (!root || !from || !site) throw new Problem("not-found", `There is no comment #${number}.`);
    const url = within(await world.sites.all(), site, parseWebUrl(address));
    const found = await world.threads.byKey(site._id, pageKey(url));
    if (found?._id === from._id) throw new Problem("invalid", "The branch belongs to that page already.");
    const page = { url: url.href, title: title.trim(), teaser: "", lang: null, publishedAt: null, updatedAt: null };
    const into = found ?? (makes ? await addThread(world, site, page, "old") : null);
    const branch = `#${root.number} by ${displayName(root.author) || "somebody without a name"} with all below it`;
    return {
      planned: into
        ? [
            {
              site: site._id,
              threads: [from._id, into._id],
              label: `${branch}, from ${nameOfThread(from)} to ${nameOfThread(into)}`,
              work: { kind: "split", root: root._id, parent: root.parent, from: from._id, into: into._id },
            },
          ]
        : [],
      lines: [],
      says: [
        `${branch} is shown below ${into ? nameOfThread(into) : url.href}. Numbers stay.`,
        ...(into ? [] : ["That page has no thread yet; it gets one."]),
        ...(root.parent === null ? [] : ["It answers nothing there: it stands for itself."]),
      ],
    };
  };
}
