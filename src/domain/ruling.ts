import { type Block, blockId, everywhere, type Rejection, severityOf } from "./block.ts";
import { hostChain, hostIn } from "./host-name.ts";
import type { Blocks } from "./repos/people.ts";

/** What all rules together say of somebody. */
export interface Ruling {
  /** Null where nothing decides, which is how most are treated. */
  severity: "hold" | "block" | "allow" | null;
  rejects: ReadonlySet<Rejection>;
  /** The rule that decided. */
  by: Block | null;
}

/** Ids of rules that may cover one thing, the most specific first. */
export type Chain = readonly string[];

/** Somebody elsewhere, with the addresses that what they send lies at. */
export interface Speaker {
  /** The id of the actor, or of something of theirs; null where nobody is known and the addresses stand alone. */
  id: string | null;
  addresses?: readonly string[];
}

/** What is said of whom no rule covers. */
export const unruled: Ruling = { severity: null, rejects: new Set(), by: null };

/**
 * The chains that cover somebody elsewhere: themselves, their server, each domain above it and, at last, every server; and
 * the servers of the addresses that are not on their own. A picture or a page elsewhere is no other speaker, so that only
 * the first chain ends with the rule about all.
 */
export function chainsOf({ id, addresses = [] }: Speaker): Chain[] {
  const own = id === null ? null : hostIn(id);
  const chains: Chain[] = [];
  if (id !== null) {
    const hosts = own === null ? [] : hostChain(own).map((host) => blockId("host", host));
    chains.push([blockId("actor", id), ...hosts, blockId("host", everywhere)]);
  }
  const seen = new Set([own]);
  for (const address of addresses) {
    const host = hostIn(address);
    if (host === null || seen.has(host)) continue;
    seen.add(host);
    chains.push(hostChain(host).map((name) => blockId("host", name)));
  }
  return chains;
}

/**
 * What rules say by these chains. Along each one what is turned away adds up until a rule decides: the longest match wins.
 * Of several chains the strictest decides.
 */
export function weigh(chains: readonly Chain[], rules: ReadonlyMap<string, Block>): Ruling {
  if (rules.size === 0) return unruled;
  let ruling: Ruling = unruled;
  for (const chain of chains) ruling = stricter(ruling, along(chain, rules));
  return ruling;
}

/** What the rules say of somebody elsewhere, by one look-up. */
export async function rulingOf(blocks: Pick<Blocks, "among">, speaker: Speaker): Promise<Ruling> {
  const chains = chainsOf(speaker);
  return weigh(chains, byId(await blocks.among([...new Set(chains.flat())])));
}

/** The same of several, by one look-up, in their order. */
export async function rulingsOf(blocks: Pick<Blocks, "among">, speakers: readonly Speaker[]): Promise<Ruling[]> {
  const chains = speakers.map(chainsOf);
  const rules = byId(await blocks.among([...new Set(chains.flat(2))]));
  return chains.map((own) => weigh(own, rules));
}

/** The mark that a ruling leaves on comments; null where it hides nothing. */
export function markOf({ severity, by }: Ruling): string | null {
  return severity === "block" ? (by?._id ?? null) : null;
}

/** Rules by their ids. */
export function byId(rules: readonly Block[]): Map<string, Block> {
  return new Map(rules.map((rule) => [rule._id, rule]));
}

function along(chain: Chain, rules: ReadonlyMap<string, Block>): Ruling {
  const rejects = new Set<Rejection>();
  for (const id of chain) {
    const rule = rules.get(id);
    if (!rule) continue;
    for (const one of rule.rejects ?? []) rejects.add(one);
    const severity = severityOf(rule);
    if (severity !== "noop") return { severity, rejects, by: rule };
  }
  return rejects.size > 0 ? { severity: null, rejects, by: null } : unruled;
}

const strength = { block: 3, hold: 2, allow: 1 } as const;

function stricter(one: Ruling, other: Ruling): Ruling {
  const rejects = new Set([...one.rejects, ...other.rejects]);
  const strong = ({ severity }: Ruling) => (severity === null ? 0 : strength[severity]);
  return { ...(strong(other) > strong(one) ? other : one), rejects };
}
