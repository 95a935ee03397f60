const seconds = { w: 7 * 24 * 3600, d: 24 * 3600, h: 3600, m: 60, s: 1 } as const;
const pattern = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Reads `3w2d1h30m15s`, each part of which may be missing, or a number of seconds, as milliseconds; null for else. */
export function readDuration(text: string): number | null {
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  const parts = text === "" ? null : pattern.exec(text);
  if (!parts) return null;
  const units = Object.values(seconds);
  const sum = units.reduce((total, unit, i) => total + unit * Number(parts[i + 1] ?? 0), 0);
  return Number.isSafeInteger(sum * 1000) ? sum * 1000 : null;
}
