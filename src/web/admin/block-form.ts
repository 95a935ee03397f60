import type { Request } from "express";
import { type Rejection, rejections, type Severity, severities } from "../../domain/block.ts";
import { Problem } from "../../domain/problem.ts";
import type { RuleTerms } from "../../usecases/moderate/make-rule.ts";
import type { TypedKind } from "../../usecases/moderate/read-target.ts";
import { readUntil } from "../../usecases/moderate/read-terms.ts";
import { field } from "../middleware/form-body.ts";

/** What stands in the form of a rule. */
export interface Typed {
  who: string;
  kind: string;
  /** The blog that it is to hold for; empty for the whole node. */
  site: string;
  severity: string;
  media: boolean;
  reactions: boolean;
  reports: boolean;
  erases: boolean;
  until: string;
  note: string;
  reason: string;
}

/** An empty form: a block. */
export const untyped: Typed = {
  who: "",
  kind: "",
  site: "",
  severity: "block",
  media: false,
  reactions: false,
  reports: false,
  erases: false,
  until: "",
  note: "",
  reason: "",
};

/** What a rule can do, as the form offers it. */
export const severityChoices: readonly { name: Severity; label: string }[] = [
  { name: "block", label: "Block it" },
  { name: "hold", label: "Let it wait for me" },
  { name: "allow", label: "Allow it" },
  { name: "noop", label: "Only note it" },
];

/** The kinds that can be typed, as the form offers them. */
export const kindChoices: readonly { name: TypedKind | ""; label: string }[] = [
  { name: "", label: "By what it looks like" },
  { name: "actor", label: "A person on the fediverse" },
  { name: "host", label: "A server with its subdomains" },
  { name: "word", label: "Words" },
  { name: "mail", label: "All mailboxes of a domain" },
  { name: "network", label: "A network" },
];

/** Reads the form as it was sent. */
export function readForm(req: Request): Typed {
  const ticked = (name: string) => field(req, name) !== "";
  return {
    who: field(req, "who"),
    kind: field(req, "kind"),
    site: field(req, "site"),
    severity: field(req, "severity") || untyped.severity,
    media: ticked("media"),
    reactions: ticked("reactions"),
    reports: ticked("reports"),
    erases: ticked("erases"),
    until: field(req, "until"),
    note: field(req, "note"),
    reason: field(req, "reason"),
  };
}

/** What the form says of the rule. Throws `invalid`. */
export function termsIn(typed: Typed, now: Date): RuleTerms {
  const severity = severities.find((known) => known === typed.severity);
  if (severity === undefined) throw new Problem("invalid", "Choose what the rule does.");
  const rejects: Rejection[] = rejections.filter((rejection) => typed[rejection]);
  const { erases, note, reason, site } = typed;
  return { severity, rejects, erases, until: readUntil(typed.until, now), note, reason, site: site || null };
}

/** The kind that was chosen; null for what it looks like. */
export function kindIn({ kind }: Typed): TypedKind | null {
  return kindChoices.find(({ name }) => name !== "" && name === kind)?.name || null;
}
