import { dropStrayIndexes } from "./0002-stray-indexes.ts";
import { joinMembersSettings } from "./0003-members-setting.ts";
import { giveColumns } from "./0004-columns.ts";
import { dropSecondAuthorIndex } from "./0005-author-index.ts";
import type { Upgrade } from "./upgrade.ts";

/** Every upgrade, in the order of their versions without a gap. The first version had none. */
export const upgrades: readonly Upgrade[] = [dropStrayIndexes, joinMembersSettings, giveColumns, dropSecondAuthorIndex];

/** The version that a list of upgrades ends at. */
export function lastVersion(list: readonly Upgrade[]): number {
  return list.at(-1)?.version ?? 1;
}

/** The version of what this program stores. */
export const storeVersion = lastVersion(upgrades);
