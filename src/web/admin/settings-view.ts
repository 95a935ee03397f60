import type { Request } from "express";
import type { FixedBy, FixedSettings, Setting, SettingGroup } from "../../domain/setting.ts";
import { field } from "../middleware/form-body.ts";

/** What was typed and could not be used, by the names of fields. */
export interface RefusedSettings {
  typed: Readonly<Record<string, string>>;
  faults: Readonly<Record<string, string>>;
}

/** The locals of `admin/setting`: one field, what stands in it, and where that comes from. */
export interface SettingView {
  name: string;
  label: string;
  hint: string | null;
  /** What an empty field stands for. */
  none: string | null;
  /** What holds while it is empty. */
  meanwhile: string | null;
  kind: "choice" | "lines" | "number" | "address" | "text";
  value: string;
  choices: { value: string; label: string; chosen: boolean }[];
  problem: string | null;
  /** Which variable decides it; null where the owner does. */
  fixed: FixedBy | null;
  /** Whether it is shown to somebody who may not change it, as the owners of the node alone do. */
  ofNode: boolean;
  decided: boolean;
}

/** Settings that belong together, as they stand on the page. */
export interface SettingGroupView {
  name: string;
  heading: string;
  settings: SettingView[];
}

/**
 * Settings as a form shows them: as they are in force, or as they were typed where that was refused. Those of `ofNode` are
 * shown to be read alone.
 */
export function viewSettings<T>(
  groups: readonly SettingGroup<T>[],
  of: T,
  fixed: FixedSettings,
  refused: RefusedSettings | null,
  ofNode: ReadonlySet<string> = new Set(),
): SettingGroupView[] {
  return groups.map(({ name, heading, settings }) => ({
    name,
    heading,
    settings: settings.map((setting) => ({
      ...viewSetting(setting, of, fixed[setting.name] ?? null, ofNode.has(setting.name) ? null : refused),
      ofNode: ofNode.has(setting.name),
    })),
  }));
}

function viewSetting<T>(
  setting: Setting<T>,
  of: T,
  fixed: FixedBy | null,
  refused: RefusedSettings | null,
): Omit<SettingView, "ofNode"> {
  const { name, label, hint = null, none = null, choices, typed = "text" } = setting;
  const inForce = setting.value(of);
  const value = fixed ? inForce : (refused?.typed[name] ?? inForce);
  return {
    name,
    label,
    hint,
    none,
    meanwhile: setting.meanwhile?.(of) ?? null,
    kind: choices ? "choice" : typed,
    value,
    choices: (choices ?? []).map((one) => ({ ...one, chosen: one.value === value })),
    problem: refused?.faults[name] ?? null,
    fixed,
    decided: setting.decided(of),
  };
}

/** What a form sent for some settings, by their names; what it did not send is left out. */
export function settingsTyped<T>(req: Request, groups: readonly SettingGroup<T>[]): Record<string, string> {
  const names = groups.flatMap(({ settings }) => settings.map(({ name }) => name));
  const sent = names.filter((name) => (req.body as Record<string, unknown> | undefined)?.[name] !== undefined);
  return Object.fromEntries(sent.map((name) => [name, field(req, name)]));
}
