/** What one check found: all well, worth knowing, or something that keeps things from working. */
export interface Finding {
  mark: "ok" | "warn" | "fail";
  subject: string;
  /** What was seen, and for warn and fail what it means or what to do. */
  sentence: string;
}

export function ok(subject: string, sentence: string): Finding {
  return { mark: "ok", subject, sentence };
}

export function warn(subject: string, sentence: string): Finding {
  return { mark: "warn", subject, sentence };
}

export function fail(subject: string, sentence: string): Finding {
  return { mark: "fail", subject, sentence };
}
