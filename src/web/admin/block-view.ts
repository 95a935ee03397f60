import { type Block, type BlockKind, everywhere, severityOf } from "../../domain/block.ts";
import { describeRule, lastDay } from "../../usecases/moderate/describe-rule.ts";
import type { Typed } from "./block-form.ts";
import { moment } from "./time.ts";

/** What the pages call each kind, and all of them. */
export const kindWords: Record<BlockKind, { one: string; many: string }> = {
  actor: { one: "Person", many: "People" },
  host: { one: "Server", many: "Servers" },
  word: { one: "Words", many: "Words" },
  mail: { one: "Mailboxes", many: "Mailboxes" },
  network: { one: "Network", many: "Networks" },
  visitor: { one: "Visitor", many: "Visitors" },
};

/** The locals of a rule in the list. */
export function viewRule(rule: Block) {
  const { _id, kind, value, note, reason = "", createdAt } = rule;
  const label = nameOfRule(rule);
  // A keyed hash says nothing to anybody, and the words of a pattern were typed as they are shown.
  const says = kind === "actor" || (kind === "network" && value.includes("."));
  return {
    id: _id,
    kind: kindWords[kind].one,
    label,
    value: says && value !== rule.label ? value : null,
    does: describeRule(rule),
    severity: severityOf(rule),
    note,
    reason,
    since: moment(createdAt),
    edit: `/admin/blocks/rule?id=${encodeURIComponent(_id)}`,
  };
}

/** How a rule is called. */
export function nameOfRule({ kind, value, label }: Pick<Block, "kind" | "value" | "label">): string {
  if (value === everywhere) return "Every server";
  if (kind === "actor") return `@${label.replace(/^@/, "") || value}`;
  if (kind === "mail") return `*@${value}`;
  return label || value;
}

/** What the form shows that sets a rule anew. */
export function typedFrom(rule: Block): Typed {
  const { rejects = [], erases = false, until = null, note, reason = "" } = rule;
  return {
    who: "",
    kind: "",
    severity: severityOf(rule),
    media: rejects.includes("media"),
    reactions: rejects.includes("reactions"),
    reports: rejects.includes("reports"),
    erases,
    until: until === null ? "" : lastDay(until),
    note,
    reason,
  };
}
