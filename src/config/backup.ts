import { z } from "zod";
import { type BackupKeep, type BackupPlan, usualBackupKeep, usualBackupMs } from "../domain/backup.ts";
import { readDuration } from "./duration.ts";

const hour = 3_600_000;

const every = z
  .string()
  .trim()
  .transform((value, context): number => {
    const ms = readDuration(value);
    if (ms === null || ms < hour || ms > 31 * 24 * hour) context.addIssue("must be a time from 1h to 31d");
    return ms ?? 0;
  });

const keep = z
  .string()
  .trim()
  .transform((value, context): BackupKeep => {
    const kept: BackupKeep = { h: 0, d: 0, w: 0, m: 0, y: 0 };
    const parts = value.split(/[\s,]+/);
    for (const part of parts) {
      const [, count = "", unit = ""] = /^(\d{1,3})([hdwmy])$/.exec(part) ?? [];
      if (unit === "") context.addIssue(`must be numbers of hours, days, weeks, months or years; “${part}” is none`);
      else kept[unit as keyof BackupKeep] = Number(count);
    }
    if (Object.values(kept).every((count) => count === 0)) context.addIssue("must keep at least one");
    return kept;
  });

/** The variables that say where, when and how many backups are made. */
export const backupKeys = {
  ANTIPHON_BACKUP_DIR: {
    schema: z
      .string()
      .trim()
      .regex(/^[^\0]+$/, "must name a folder"),
    example: "./data/backups",
  },
  ANTIPHON_BACKUP_EVERY: { schema: every, example: "1d" },
  ANTIPHON_BACKUP_KEEP: { schema: keep, example: usualBackupKeep },
} as const;

/** Where backups are kept, and when they are made. */
export interface BackupConfig extends BackupPlan {
  folder: string;
}

type Values = { readonly [K in keyof typeof backupKeys]?: z.output<(typeof backupKeys)[K]["schema"]> | undefined };

/** What is wrong with these variables together, by key. */
export function backupFaults(values: Values): Record<string, string> {
  if (values.ANTIPHON_BACKUP_DIR !== undefined) return {};
  const names = ["ANTIPHON_BACKUP_EVERY", "ANTIPHON_BACKUP_KEEP"] as const;
  const name = names.findLast((one) => values[one] !== undefined);
  if (name === undefined) return {};
  const example = backupKeys.ANTIPHON_BACKUP_DIR.example;
  return { ANTIPHON_BACKUP_DIR: `must be set with ${name}: backups need a folder, for example ${example}.` };
}

/** How backups are made by what was set; null where no folder is. */
export function backupOf(values: Values): BackupConfig | null {
  const { ANTIPHON_BACKUP_DIR: folder, ANTIPHON_BACKUP_EVERY: everyMs, ANTIPHON_BACKUP_KEEP: kept } = values;
  if (folder === undefined) return null;
  return { folder, everyMs: everyMs ?? usualBackupMs, keep: kept ?? keep.parse(usualBackupKeep) };
}

/** How a rule on what is kept is written. */
export function keepText(kept: BackupKeep): string {
  return Object.entries(kept)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count}${unit}`)
    .join(" ");
}
