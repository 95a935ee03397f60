import { type Block, type BlockKind, blockId, everywhere, type Rejection, type Severity } from "../../domain/block.ts";
import { normaliseHost } from "../../domain/host-name.ts";
import { normaliseNetwork } from "../../domain/network.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { tidyPattern } from "../../domain/word-pattern.ts";
import type { Target } from "./read-target.ts";

/** What a rule does, and for how long. */
export interface RuleTerms {
  severity?: Severity;
  rejects?: readonly Rejection[];
  /** Empties what it finds instead of hiding it. */
  erases?: boolean;
  until?: Date | null;
  note?: string;
  /** Why, for lists that others get. */
  reason?: string;
  /** The blog that it holds for; the whole node where none is named. */
  site?: string | null;
}

type Needs = Pick<World, "clock" | "isPublicSuffix">;

const longestNote = 500;

/** The most characters that a note may have. */
export const maxNote = longestNote;

/** Makes a rule of what was read. Throws `invalid` for what no rule can be about, and for one that would be over at once. */
export function makeRule(world: Needs, target: Target, terms: RuleTerms = {}): Block {
  const { severity = "block", rejects = [], erases = false, until = null, note = "", reason = "", site = null } = terms;
  const { value, label } = identify(world, target);
  const createdAt = world.clock.now();
  if (until !== null && until <= createdAt) throw new Problem("invalid", "The end of a rule must lie in the future.");
  if (target.kind === "word" && (severity === "allow" || rejects.length > 0))
    throw new Problem("invalid", "Words can be held or refused. They allow nobody, and have no pictures or reactions.");
  if (value === everywhere && severity === "allow")
    throw new Problem("invalid", "Every server is allowed where no rule says otherwise.");
  return {
    _id: blockId(target.kind, value, site),
    site,
    kind: target.kind,
    value,
    label: target.label?.trim() || label,
    note: note.trim().slice(0, longestNote),
    createdAt,
    severity,
    rejects: [...new Set(rejects)],
    erases: erases && severity === "block",
    until,
    reason: reason.trim().slice(0, longestNote),
  };
}

function identify(world: Needs, { kind, value }: Target): { value: string; label: string } {
  const same = (text: string) => ({ value: text, label: text });
  switch (kind) {
    case "actor":
      return same(actorId(value));
    case "host":
      return same(value === everywhere ? value : demandOwned(world, normaliseHost(value), kind));
    case "mail":
      return same(demandOwned(world, normaliseHost(value.replace(/^.*@/, "")), kind));
    case "word":
      return same(tidyPattern(value));
    case "network":
      return same(isHash(value) ? value : normaliseNetwork(value));
    case "visitor":
      if (isHash(value)) return same(value);
      throw new Problem("invalid", "A visitor is blocked from one of their comments.");
  }
}

/** Below some names everybody may register: to block one of them would block half of the world. */
function demandOwned({ isPublicSuffix }: Needs, host: string, kind: BlockKind): string {
  if (!isPublicSuffix(host)) return host;
  const advice = kind === "mail" ? "Name the domain in full." : "Name the server in full, or put quotes around a word.";
  throw new Problem("invalid", `Anybody can have a name below “${host}”: this would be about all of them. ${advice}`);
}

/** The id of a person; the bare origin that stands for those whose account is gone names nobody. */
function actorId(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if ((url?.protocol === "https:" || url?.protocol === "http:") && text !== url.origin) return text;
  throw new Problem(
    "invalid",
    `“${text.slice(0, 100)}” is not the id of a person on the fediverse. Block the whole server instead.`,
  );
}

/** Whether a text is a keyed hash, as `Secrets.sign` makes them, with or without the period of a salt. */
export function isHash(text: string): boolean {
  return /^(~\d{4}~)?[\w-]{43}$/.test(text);
}
