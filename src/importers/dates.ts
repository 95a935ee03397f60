/** A date as programs write it, with its zone or, where it has none, in UTC; null for what is none. */
export function utcDate(text: string): Date | null {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))? ?(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (!parts) return null;
  const [, day, time = "00:00:00", zone = "Z"] = parts;
  const date = new Date(`${day}T${time}${zone.toUpperCase().replace(/^(.\d\d)(\d\d)$/, "$1:$2")}`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The same of a value that may also be milliseconds since 1970. */
export function dateIn(value: unknown): Date | null {
  if (typeof value === "string") return utcDate(value);
  const date = new Date(typeof value === "number" ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}
