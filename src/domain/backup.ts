/** A backup that lies with others, whole and verified. */
export interface KeptBackup {
  /** The name of its file. */
  name: string;
  at: Date;
  /** The version of the store that it holds. */
  version: number;
  bytes: number;
}

/** Where a node keeps backups of its store. */
export interface BackupShelf {
  folder: string;
  /** The newest first; what was not finished is none. */
  list(): Promise<KeptBackup[]>;
  /**
   * Writes one and reads it back before it counts. Throws `busy` or `invalid` with what is wrong, such as a full disk;
   * then none was added.
   */
  make(at: Date): Promise<KeptBackup & { documents: number }>;
  remove(backup: Pick<KeptBackup, "name">): Promise<void>;
  /** Adds what is known to be erased to the list of that beside the backups. */
  noteErasures(): Promise<void>;
}

/** Of how many hours, days, weeks, months and years the last backup is kept. */
export interface BackupKeep {
  h: number;
  d: number;
  w: number;
  m: number;
  y: number;
}

/** When backups are made, and which are kept. */
export interface BackupPlan {
  everyMs: number;
  keep: BackupKeep;
}

const day = 86_400_000;

export const usualBackupMs = day;

/** As it is written in settings. */
export const usualBackupKeep = "7d 4w 6m";

/** Which stretch of time a moment lies in, by UTC; weeks begin on Mondays. */
const stretches: Record<keyof BackupKeep, (at: Date) => string | number> = {
  h: (at) => Math.floor(at.getTime() / 3_600_000),
  d: (at) => Math.floor(at.getTime() / day),
  w: (at) => Math.floor((at.getTime() / day + 3) / 7),
  m: (at) => at.toISOString().slice(0, 7),
  y: (at) => at.toISOString().slice(0, 4),
};

/**
 * Which backups are kept no longer: of each of the last stretches of time that have one, the newest stays. The newest of
 * all always does.
 */
export function outdated<B extends Pick<KeptBackup, "at">>(backups: readonly B[], keep: BackupKeep): B[] {
  const newestFirst = [...backups].sort((a, b) => b.at.getTime() - a.at.getTime());
  const kept = new Set<B>(newestFirst.slice(0, 1));
  for (const [unit, stretchOf] of Object.entries(stretches) as [keyof BackupKeep, (at: Date) => string | number][]) {
    const seen = new Set<string | number>();
    for (const backup of newestFirst) {
      const stretch = stretchOf(backup.at);
      if (seen.size >= keep[unit] || seen.has(stretch)) continue;
      seen.add(stretch);
      kept.add(backup);
    }
  }
  return newestFirst.filter((backup) => !kept.has(backup));
}

/** How the last backups went; times as ISO texts, as settings hold no dates. */
export interface BackupState {
  last: { name: string; at: string; bytes: number; documents: number } | null;
  /** Why there is none since then, and since when. */
  fault: { at: string; since: string; reason: string } | null;
}

export const noBackups: BackupState = { last: null, fault: null };

/** What went wrong is tried again after so many milliseconds. */
const againMs = 3_600_000;

/** When the next backup is due. */
export function nextBackup({ last, fault }: BackupState, { everyMs }: BackupPlan, now: Date): Date {
  if (fault) return new Date(Date.parse(fault.at) + Math.min(everyMs, againMs));
  return last ? new Date(Date.parse(last.at) + everyMs) : now;
}

/** What the owner's pages can do about backups. */
export interface BackupDesk {
  shelf: BackupShelf;
  plan: BackupPlan;
  /** Has one made, without waiting for it; how it went is in the state. */
  poke(): void;
}

/** What the owner's pages know of backups: a store in memory is never backed up, and null is for a node that makes none. */
export type Backups = BackupDesk | "in memory" | null;
