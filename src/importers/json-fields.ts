/** The members of an object; none of what is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The members of an array; none of what is no array. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, or a number as one, as ids are written either way; empty for anything else. */
export function textIn(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** A whole number, at most a million; 0 for anything else. */
export function countIn(value: unknown): number {
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) return 0;
  return Math.min(Math.max(number, -mostVotes), mostVotes);
}

/** A sum of votes, up and down, as what it is known to be at least. */
export function votesOf(score: unknown): { up: number; down: number } {
  const sum = countIn(score);
  return { up: Math.max(sum, 0), down: Math.max(-sum, 0) };
}

/** Larger numbers than anybody counts to are not worth a gap. */
const mostVotes = 1_000_000;
