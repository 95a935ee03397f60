import { type Setting, type SettingGroup, wordsFor } from "../../domain/setting.ts";

/** What was typed into a form of settings, by their names. */
export type TypedSettings = Readonly<Record<string, string>>;

/** What became of a form: how many settings it changed, or what is wrong with which of them; then nothing was changed. */
export type SettingsOutcome =
  | { kind: "saved"; changed: number }
  | { kind: "faults"; faults: Readonly<Record<string, string>> };

/** A form of settings, read: what it changes, what is wrong with it, and the changes in words. */
export interface ReadForm<T> {
  change: Partial<T>;
  faults: Record<string, string>;
  details: string[];
}

/** Reads what was typed, one setting after the other, each on top of what those before it change; what is fixed stays. */
export function readForm<T extends object>(
  groups: readonly SettingGroup<T>[],
  of: T,
  typed: TypedSettings,
  fixed: ReadonlySet<string>,
): ReadForm<T> {
  const form: ReadForm<T> = { change: {}, faults: {}, details: [] };
  let after = of;
  for (const setting of groups.flatMap(({ settings }) => settings)) {
    const given = typed[setting.name];
    if (given !== undefined && !fixed.has(setting.name)) after = readSetting(setting, given.trim(), after, form);
  }
  return form;
}

function readSetting<T extends object>(setting: Setting<T>, typed: string, before: T, form: ReadForm<T>): T {
  const result = setting.read(typed, before);
  if (result.kind === "fault") {
    form.faults[setting.name] = result.sentence;
    return before;
  }
  const after = { ...before, ...result.change };
  const [was, is] = [setting.value(before), setting.value(after)];
  if (was === is) return before;
  Object.assign(form.change, result.change);
  form.details.push(`${setting.label}: ${wordsFor(setting, was)} → ${wordsFor(setting, is)}`);
  return after;
}
