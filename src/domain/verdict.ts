import { inEnglish, type Said } from "./sentence.ts";

/** Every check by its name, in the order in which comments are put to them, with what the owner's pages call it. */
export const checkLabels = {
  blocklist: "Your rule",
  words: "Words",
  level: "Level",
  length: "Length",
  links: "Links",
  "first-timer": "First comment",
  age: "Young account",
  repeats: "Repeated",
  pace: "Many at once",
  work: "No work done",
  classifier: "Looks like spam",
  service: "Your own check",
} as const satisfies Record<string, string>;

export type CheckName = keyof typeof checkLabels;

/** Why a comment waits: the check that holds it, and its sentence for the owner. */
export interface Reason {
  check: CheckName;
  sentence: string;
}

/** Why a comment is not taken: the check that refuses it, and its sentence for the writer. */
export interface Refusal {
  check: CheckName;
  sentence: Said;
}

/** What one check thinks of a draft. `allow` has the checks be quiet that only look for what may be wrong. */
export type Opinion =
  | { kind: "publish" | "allow" }
  | { kind: "hold"; reasons: string[] }
  | { kind: "refuse"; reasons: Said[] };

/** What all of them make of it. */
export type Verdict =
  | { kind: "publish" }
  | { kind: "hold"; reasons: Reason[] }
  | { kind: "refuse"; reasons: Refusal[] };

/** What rules alone say of something that is stored whatever they say. */
export interface Ruled {
  /** The mark of the rule that hides it; null where none does. */
  mark: string | null;
  /** Why it is to wait; none where it need not. */
  holds: Reason[];
  /** It comes without pictures. */
  plain: boolean;
}

export const publish = { kind: "publish" } as const;

/** The strictest opinion wins and keeps the sentences of all that were as strict. */
export function strictest(opinions: readonly (readonly [CheckName, Opinion])[]): Verdict {
  const refused = opinions.flatMap(([check, opinion]) =>
    opinion.kind === "refuse" ? opinion.reasons.map((sentence) => ({ check, sentence })) : [],
  );
  if (refused.length > 0) return { kind: "refuse", reasons: refused };
  const held = opinions.flatMap(([check, opinion]) =>
    opinion.kind === "hold" ? opinion.reasons.map((sentence) => ({ check, sentence })) : [],
  );
  return held.length > 0 ? { kind: "hold", reasons: held } : publish;
}

/** The sentence of a reason, which is all of one that was kept before checks had names. */
export function sentenceIn(reason: Reason | string): string {
  return typeof reason === "string" ? reason : reason.sentence;
}

/** What the owner's pages call the check of a reason; null for one that was kept before checks had names. */
export function labelOf(reason: Reason | string): string | null {
  return typeof reason === "string" ? null : (checkLabels[reason.check] ?? null);
}

/** What a verdict says of what is here already, where the words cannot be turned away any more. */
export function asHeld(reasons: readonly Refusal[]): Reason[] {
  return reasons.map(({ check, sentence }) => ({ check, sentence: inEnglish(sentence) }));
}
