import { Problem } from "../../domain/problem.ts";
import type { Collections } from "../collections.ts";
import type { Setting } from "../documents.ts";
import { storeVersion } from "./all.ts";

/** The setting that says which version a store has. It goes along in backups and copies. */
export const versionSetting = "store";

/** What is written down of it. */
export interface StoreVersion {
  version: number;
  /** The version of the program that brought it there; null for what was written before that was kept. */
  program: string | null;
}

/** Reads the version off the setting; a store that was written before versions has the first. */
export function versionIn(setting: Setting | null): StoreVersion {
  return (setting?.value as StoreVersion | undefined) ?? { version: 1, program: null };
}

/** The version of a store; null for one that nothing was put into yet. */
export async function readVersion(
  docs: Pick<Collections, "settings" | "sites" | "comments">,
): Promise<StoreVersion | null> {
  const setting = await docs.settings.findOne({ _id: versionSetting });
  if (setting) return versionIn(setting);
  const used = (await docs.sites.findOne({})) ?? (await docs.comments.findOne({}));
  return used ? versionIn(null) : null;
}

/** Throws `conflict` where something, as it is called, has a version that this program does not know. */
export function demandKnown({ version, program }: StoreVersion, called: string, knows = storeVersion): void {
  if (version <= knows) return;
  const by = program === null ? "a newer Antiphon" : `Antiphon ${program}`;
  throw new Problem(
    "conflict",
    `${called} has version ${version}, as ${by} left it; this one knows versions up to ${knows}. Use the newer Antiphon, or a backup from before the upgrade.`,
  );
}
