import { type Block, type BlockKind, everywhere, severityOf } from "../../domain/block.ts";
import { describeRule, lastDay } from "../../usecases/moderate/describe-rule.ts";
import type { Typed } from "./block-form.ts";
import { whoseAddress } from "./commenter-address.ts";
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

/** The locals of a rule in the list; of one that holds on a blog alone, with its name. */
export function viewRule(rule: Block, blogs: ReadonlyMap<string, string>) {
  const { _id, kind, value, note, reason = "", createdAt } = rule;
  const label = nameOfRule(rule);
  // A keyed hash says nothing to anybody, and the words of a pattern were typed as they are shown.
  const says = kind === "actor" || (kind === "network" && value.includes("."));
  return {
    id: _id,
    kind: kindWords[kind].one,
    blog: rule.site ? (blogs.get(rule.site) ?? rule.site) : null,
    label,
    value: says && value !== rule.label ? value : null,
    does: describeRule(rule),
    severity: severityOf(rule),
    note,
    reason,
    since: moment(createdAt),
    about: aboutWhom(rule),
    edit: `/admin/blocks/rule?id=${encodeURIComponent(_id)}`,
  };
}

/** The page about whom a rule names; null where that is nobody by themselves. */
function aboutWhom({ kind, value }: Pick<Block, "kind" | "value">): string | null {
  if (kind === "actor") return whoseAddress({ actor: value });
  if (kind === "visitor") return whoseAddress({ visitor: value });
  return kind === "host" && value !== everywhere ? whoseAddress({ host: value }) : null;
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
    site: rule.site ?? "",
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
