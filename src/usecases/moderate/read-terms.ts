import { type Rejection, rejections, type Severity, severities } from "../../domain/block.ts";
import { Problem } from "../../domain/problem.ts";

const day = 86_400_000;
const units: Record<string, number> = { h: day / 24, d: day, w: 7 * day };

/** What was typed about the severity of a rule: one of them, and what is turned away besides. */
export interface ReadSeverity {
  severity: Severity;
  rejects: Rejection[];
}

/**
 * Reads a severity such as `hold`, or `hold,media`; what turns away no more than pictures or reactions is otherwise a note.
 * Throws `invalid`.
 */
export function readSeverity(typed: string): ReadSeverity {
  const words = typed
    .toLowerCase()
    .split(/[\s,+]+/)
    .filter(Boolean);
  const named = severities.filter((severity) => words.includes(severity));
  const rejects = rejections.filter((rejection) => words.includes(rejection));
  const odd = words.find((word) => ![...severities, ...rejections].some((known) => known === word));
  if (odd !== undefined || named.length > 1 || words.length === 0)
    throw new Problem(
      "invalid",
      `“${typed.slice(0, 100)}” is no severity: say one of ${severities.join(", ")}, and add ${rejections.join(", ")} as you like, as in “hold,media”.`,
    );
  return { severity: named[0] ?? "noop", rejects };
}

/**
 * Reads the end of a rule: a day such as 2026-12-31, which still belongs to it, or a while such as `12h`, `30d`, `2w`; null
 * for an empty text. Throws `invalid`.
 */
export function readUntil(typed: string, now: Date): Date | null {
  const text = typed.trim();
  if (text === "") return null;
  const [, count, unit = ""] = /^(\d{1,4})\s*([hdw])$/i.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() + Number(count) * (units[unit.toLowerCase()] ?? day));
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(start))
    throw new Problem(
      "invalid",
      `“${text.slice(0, 40)}” is no end: write a day such as 2026-12-31, or a while such as 30d.`,
    );
  return new Date(start + day);
}
