import type { Moderator } from "../../domain/moderator.ts";
import { type NodeChoices, nodeSettings } from "../../domain/node-settings.ts";
import type { World } from "../../domain/ports.ts";
import type { ModerationMode } from "../../domain/site.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { readForm, type SettingsOutcome, type TypedSettings } from "./read-form.ts";

/** By this name the node remembers what becomes of comments where nothing nearer was decided. */
const moderationName = "moderation";

/** What was decided for the blogs that are still to come. */
export async function nodesModeration({ settings }: Pick<World, "settings">): Promise<ModerationMode> {
  return (await settings.get<ModerationMode>(moderationName)) ?? "first";
}

/** What holds for all blogs: as the first of them has it, where nothing was decided in the browser. */
export async function readNodeChoices(world: Pick<World, "settings" | "sites">): Promise<NodeChoices> {
  const [first] = await world.sites.all();
  return { moderation: first?.moderation ?? (await nodesModeration(world)) };
}

type Needs = Pick<World, "settings" | "sites" | "audit" | "clock" | "ids">;

/** Changes what holds for all blogs, those that were put away and those to come among them, as for one blog. */
export function createChangeNode(world: Needs) {
  const writeDown = createWriteDown(world);
  return async function changeNode(
    typed: TypedSettings,
    fixed: ReadonlySet<string>,
    by: Moderator,
  ): Promise<SettingsOutcome> {
    const { change, faults, details } = readForm(nodeSettings, await readNodeChoices(world), typed, fixed);
    if (Object.keys(faults).length > 0) return { kind: "faults", faults };
    const { moderation } = change;
    if (moderation === undefined) return { kind: "saved", changed: 0 };
    await world.settings.set(moderationName, moderation);
    for (const { _id } of [...(await world.sites.all()), ...(await world.sites.putAway())])
      await world.sites.set(_id, { moderation });
    await world.sites.raiseEpoch();
    const detail = `${details.join("; ")}.`;
    await writeDown({ by, act: "node.settings", site: null, subject: "node", label: "node", detail });
    return { kind: "saved", changed: details.length };
  };
}
