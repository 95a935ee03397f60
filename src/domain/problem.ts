import { inEnglish, type Said } from "./sentence.ts";

/** The closed list of what can go wrong. Each kind has one HTTP status for people (`web`) and one for servers (`federation`). */
export type ProblemKind =
  | "invalid"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "gone"
  | "conflict"
  | "too-large"
  | "unsupported"
  | "rate-limited"
  | "upstream"
  | "busy"
  | "internal";

/** What a problem may carry besides its kind and sentence. */
export interface ProblemExtra {
  /** Faults of single form fields: name of the field → sentence. */
  fields?: Record<string, Said>;
  /** Seconds after which another try makes sense. */
  retryAfter?: number;
  /** A problem type URI (RFC 9457), where one sharper than `about:blank` exists. */
  type?: string;
  cause?: unknown;
}

/**
 * The one error class of the project: a closed kind and a sentence that is safe to show to anybody. The message is
 * English; what readers are told is `said`, which the web puts into their language.
 */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly said: readonly Said[];
  readonly fields: Record<string, Said> | undefined;
  readonly retryAfter: number | undefined;
  readonly type: string | undefined;

  constructor(kind: ProblemKind, said: Said | readonly Said[], extra: ProblemExtra = {}) {
    const all = typeof said === "object" && !("key" in said) ? said : [said];
    super(all.map(inEnglish).join(" "), extra.cause === undefined ? undefined : { cause: extra.cause });
    this.name = "Problem";
    this.kind = kind;
    this.said = all;
    this.fields = extra.fields;
    this.retryAfter = extra.retryAfter;
    this.type = extra.type;
  }
}

/** Whether an unknown thrown value is a Problem, optionally one of the given kinds. */
export function isProblem(error: unknown, ...kinds: ProblemKind[]): error is Problem {
  return error instanceof Problem && (kinds.length === 0 || kinds.includes(error.kind));
}
