import type { Config } from "../config.ts";
import { type IssoSettings, issoDefaults } from "../domain/isso.ts";
import type { Log, World } from "../domain/ports.ts";
import { createMailFace } from "../importers/isso-face.ts";

/**
 * What an Isso configuration changes in the world and in Isso's API; what became of each line is told to the log.
 * Throws `invalid` for a way to hash that is none.
 */
export function takeIssoConfig(
  { isso, latest, editMs }: Pick<Config, "isso" | "latest" | "editMs">,
  log: Log,
): { inWorld: Pick<World, "editMs" | "mailFace">; settings: IssoSettings } {
  if (isso === null) return { inWorld: { editMs }, settings: { ...issoDefaults, latest } };
  for (const { line, key, sentence } of isso.notes) log.info({ file: isso.file, line }, `${key} ${sentence}.`);
  return { inWorld: { editMs, mailFace: createMailFace(isso.hash) }, settings: { ...isso.settings, latest } };
}
