import { join } from "node:path";
import { type Block, type BlockKind, blockId } from "../../src/domain/block.ts";
import { openStore } from "../../src/store/open.ts";
import { pairedRatio } from "./load.ts";
import { type Program, startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";
import { createSender } from "./sender.ts";

const node = ["dist/src/cli/main.js", "serve"];
/** Rounds that do not count: the runtime compiles what is hot. */
const warmUp = 3;
const page = 1_000;

/** (k) What 50,000 rules cost: CPU time of a signed Create(Note) beside a node without any, and memory after that. */
export async function measureRules(folder: string, rounds: number, each: number): Promise<Result[]> {
  const stores = { none: `sqlite:${join(folder, "no-rules.db")}`, many: `sqlite:${join(folder, "rules.db")}` };
  for (const store of Object.values(stores)) await seed(store, [5]);
  await addRules(stores.many);
  const sender = await createSender(stores.none, stores.many);
  const start = (store: string) =>
    startProgram(node, { ANTIPHON_STORE: store, ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true" }, "/healthz");
  const programs: Program[] = [];
  try {
    const none = await start(stores.none);
    programs.push(none);
    const many = await start(stores.many);
    programs.push(many);
    const cost = { none: [] as number[], many: [] as number[] };
    for (let round = -warmUp; round < rounds; round++) {
      const before = await sender.cpuPerRequest(none, round, each);
      const after = await sender.cpuPerRequest(many, round, each);
      if (round < 0) continue;
      cost.none.push(before);
      cost.many.push(after);
    }
    const name = "inbox, signed Create(Note), 50000 rules";
    const ratio = pairedRatio(cost.many, cost.none);
    const baseline = median(cost.none);
    return [
      result(name, "ms CPU", baseline * ratio, baseline, { ratioAtMost: 1.1 }),
      result("memory for 50000 rules", "MB", many.rssMb() - none.rssMb(), null, { valueAtMost: 40 }),
    ];
  } finally {
    for (const program of programs) await program.stop();
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
