import { type Block, blockId, everywhere, onBlog, type Rejection, severityOf } from "./block.ts";
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

/** Ids of rules of the whole node that may cover one thing, the most specific first. */
export type Chain = readonly string[];

/** Where something is said: on one blog, or null where none is known yet and the rules of the whole node stand alone. */
export type Blog = string | null;

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
 * What rules say by these chains. Along each one what is turned away adds up until a rule decides: the longest match wins,
 * and of two that are as long the blog's. Of several chains the strictest decides. A blog may let through what the node
 * holds, but neither what it blocks nor what it turns away.
 */
export function weigh(chains: readonly Chain[], rules: ReadonlyMap<string, Block>, blog: Blog): Ruling {
  if (rules.size === 0) return unruled;
  const node = strictest(chains, rules);
  if (blog === null || node.severity === "block") return node;
  const near = strictest(
    chains.map((chain) => chain.flatMap((id) => [onBlog(id, blog), id])),
    rules,
  );
  return { ...near, rejects: new Set([...node.rejects, ...near.rejects]) };
}

/** What the rules that there are say by these chains, by one look-up. */
export async function ruleBy(blocks: Pick<Blocks, "among">, chains: readonly Chain[], blog: Blog): Promise<Ruling> {
  return weigh(chains, byId(await blocks.among(idsIn(chains.flat(), blog))), blog);
}

/** What the rules say of somebody elsewhere, by one look-up. */
export function rulingOf(blocks: Pick<Blocks, "among">, speaker: Speaker, blog: Blog): Promise<Ruling> {
  return ruleBy(blocks, chainsOf(speaker), blog);
}

/** The same of several, by one look-up, in their order. */
export async function rulingsOf(
  blocks: Pick<Blocks, "among">,
  speakers: readonly Speaker[],
  blog: Blog,
): Promise<Ruling[]> {
  const chains = speakers.map(chainsOf);
  const rules = byId(await blocks.among(idsIn(chains.flat(2), blog)));
  return chains.map((own) => weigh(own, rules, blog));
}

/** Each rule that may count on a blog, by the ids of those of the whole node. */
export function idsIn(chain: Chain, blog: Blog): string[] {
  const ids = [...new Set(chain)];
  return blog === null ? ids : ids.flatMap((id) => [onBlog(id, blog), id]);
}

/** The mark that a ruling leaves on comments; null where it hides nothing. */
export function markOf({ severity, by }: Ruling): string | null {
  return severity === "block" ? (by?._id ?? null) : null;
}

/** Rules by their ids. */
export function byId(rules: readonly Block[]): Map<string, Block> {
  return new Map(rules.map((rule) => [rule._id, rule]));
}

function strictest(chains: readonly Chain[], rules: ReadonlyMap<string, Block>): Ruling {
  let ruling: Ruling = unruled;
  for (const chain of chains) ruling = stricter(ruling, along(chain, rules));
  return ruling;
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
