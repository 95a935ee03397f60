import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startProgram } from "./program.ts";
import { median, type Result, result } from "./result.ts";
import { seed } from "./seed.ts";
import { createSender } from "./sender.ts";

const node = ["dist/src/cli/main.js", "serve"];
const floor = join(import.meta.dirname, "baselines", "inbox.ts");
/** Rounds that do not count: a program gets cheaper until the runtime has compiled what is hot, and a large one longer. */
const warmUp = 8;

/** (b) CPU time of a signed Create(Note) at the inbox, beside the least that any inbox would have to do for it. */
export async function measureInbox(folder: string, rounds: number, each: number): Promise<Result[]> {
  const keyFile = join(folder, "key.pem");
  const store = `sqlite:${join(folder, "inbox.db")}`;
  await seed(store, [5]);
  const sender = await createSender(store);
  writeFileSync(keyFile, sender.publicKey);

  const ours = await startProgram(
    node,
    { ANTIPHON_STORE: store, ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "true" },
    "/healthz",
  );
  const least = await startProgram(["--import", "tsx", floor, keyFile, join(folder, "floor.db")], {}, "/healthz");
  try {
    const cost = { ours: [] as number[], least: [] as number[] };
    for (let round = -warmUp; round < rounds; round++) {
      const pair = [
        await sender.cpuPerRequest(ours, round, each),
        await sender.cpuPerRequest(least, round, each),
      ] as const;
      if (round >= 0) {
        cost.ours.push(pair[0]);
        cost.least.push(pair[1]);
      }
    }
    return [
      result("inbox, signed Create(Note)", "ms CPU", median(cost.ours), median(cost.least), { ratioAtMost: 1.6 }),
    ];
  } finally {
    await ours.stop();
    await least.stop();
  }
}
