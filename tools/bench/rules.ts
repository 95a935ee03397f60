import { join } from "node:path";
import { type Block, type BlockKind, blockId } from "../../src/domain/block.ts";
import { openStore } from "../../src/store/open.ts";
import { type Program, startProgram } from "./program.ts";
import { type Result, result } from "./result.ts";
import { seed } from "./seed.ts";
import { createSender } from "./sender.ts";

const node = ["dist/src/cli/main.js", "serve"];
/** Requests that do not count: the runtime compiles what is hot. */
const warmUp = 1_500;
const page = 1_000;

/** A node with rules, and two without any: what these two differ by is noise. */
const kinds = ["none", "many", "twin"] as const;
type Kind = (typeof kinds)[number];

/**
 * (k) What 50,000 rules cost: CPU time of a signed Create(Note) beside nodes without any, and memory after that. What else
 * a machine does only ever adds to that, by a fifth and more: so the nodes take turns in short samples, another one first in
 * each round, and the least that each ever took is compared, with the dearer of two nodes without rules. What those two
 * differ by says how much that is worth.
 */
export async function measureRules(folder: string, rounds: number, each: number): Promise<Result[]> {
  const storeOf = (kind: Kind) => `sqlite:${join(folder, `rules-${kind}.db`)}`;
  for (const kind of kinds) await seed(storeOf(kind), [5]);
  await addRules(storeOf("many"));
  const sender = await createSender(...kinds.map(storeOf));
  const programs = new Map<Kind, Program>();
  try {
    for (const kind of kinds) {
      const env = { ANTIPHON_STORE: storeOf(kind), ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true" };
      programs.set(kind, await startProgram(node, env, "/healthz"));
    }
    const [none, many] = [programs.get("none"), programs.get("many")] as [Program, Program];
    let sample = 0;
    for (const program of programs.values()) await sender.cpuPerRequest(program, sample++, warmUp);
    const least: Record<Kind, number> = { none: Infinity, many: Infinity, twin: Infinity };
    for (let turn = 0; turn < rounds * kinds.length; turn++) {
      const kind = kinds[(turn + Math.floor(turn / kinds.length)) % kinds.length] as Kind;
      const cost = await sender.cpuPerRequest(programs.get(kind) as Program, sample++, each);
      least[kind] = Math.min(least[kind], cost);
    }
    const name = "inbox, signed Create(Note), 50000 rules";
    const [lower, higher] = least.none < least.twin ? [least.none, least.twin] : [least.twin, least.none];
    return [
      result(name, "ms CPU", least.many, higher, { ratioAtMost: 1.1 }),
      result("the same of two nodes without rules", "ms CPU", higher, lower, { none: true }),
      result("memory for 50000 rules", "MB", many.rssMb() - none.rssMb(), null, { valueAtMost: 40 }),
    ];
  } finally {
    for (const program of programs.values()) await program.stop();
  }
}

/** As many as the largest lists have, and more words than anybody would type, a part of them with stars. */
async function addRules(storeUrl: string): Promise<void> {
  const store = await openStore(storeUrl);
  try {
    const rules: Block[] = [];
    for (let i = 0; i < 40_000; i++) rules.push(aRule("host", `blocked${i}.example.org`));
    for (let i = 0; i < 5_000; i++) rules.push(aRule("actor", `https://somewhere${i}.example/users/somebody`));
    for (let i = 0; i < 4_000; i++) rules.push(aRule("word", `unwanted${i.toString(36)} thing`));
    for (let i = 0; i < 1_000; i++) rules.push(aRule("word", `*spam${i.toString(36)}*`));
    for (let i = 0; i < rules.length; i += page) await store.repos.blocks.put(...rules.slice(i, i + page));
  } finally {
    await store.close();
  }
}

function aRule(kind: BlockKind, value: string): Block {
  return { _id: blockId(kind, value), kind, value, label: value, note: "", createdAt: new Date(), severity: "block" };
}
