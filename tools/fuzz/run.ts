import { fuzzForms } from "./forms.ts";
import { fuzzInbox } from "./inbox.ts";
import type { Bounds, Outcome } from "./tries.ts";

/*
 * Bends what others send, at random but repeatably: payloads, private ones, signatures, forms. Whatever comes, there must
 * be no crash, no fault of ours (500), nothing that takes more than 100 ms of CPU, nothing private stored, and nothing
 * that acts on a page. `--seconds N` for each kind (15), `--seed N`, `--only N` makes the one try that was found wrong.
 */
const bounds: Bounds = { seed: option("seed") ?? 2026, seconds: option("seconds") ?? 15, only: option("only") };
let crashed = false;
process.on("unhandledRejection", (error) => {
  crashed = true;
  console.error("Nobody waited for this fault:", error);
});

const outcomes = [...(await fuzzInbox(bounds)), await fuzzForms(bounds)];
for (const outcome of outcomes) print(outcome);
process.exitCode = crashed || outcomes.some(({ faults }) => faults.length > 0) ? 1 : 0;

function print({ name, tries, answers, faults }: Outcome): void {
  const shares = Object.entries(answers).map(([status, count]) => `${status}: ${count}`);
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"}  ${name}: ${tries} tries (${shares.join(", ")})`);
  for (const { attempt, fault } of faults) console.log(`      --seed ${bounds.seed} --only ${attempt}: ${fault}`);
}

function option(name: string): number | null {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? null : Number(process.argv[at + 1]);
  if (value === null || (Number.isFinite(value) && value >= 0)) return value;
  throw new Error(`--${name} takes a number.`);
}
