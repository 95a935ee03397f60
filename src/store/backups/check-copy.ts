import { Problem } from "../../domain/problem.ts";
import { collectionSpecs } from "../collection-specs.ts";
import { readLines } from "../lines.ts";
import type { Adapter } from "../port.ts";
import { runApart } from "../sqlite/apart.ts";
import { translate } from "../sqlite/errors.ts";

/** How many documents each collection has. */
export type Counts = Readonly<Record<string, number>>;

/**
 * Reads a copy that was just written from its start to its end and returns what it holds. Throws `invalid` where it is not
 * whole.
 */
export function readCopy(kind: Adapter["kind"], file: string): Promise<Counts> {
  return kind === "sqlite" ? countDatabase(file) : countLines(file);
}

async function countDatabase(file: string): Promise<Counts> {
  const counts = collectionSpecs.map(({ name }) => ({ sql: `SELECT count(*) AS n FROM ${name}` }));
  const [checked, ...counted] = await runApart(file, [{ sql: "PRAGMA integrity_check(1)" }, ...counts]).catch(
    (error: unknown) => {
      throw translate(error, `The copy ${file}`);
    },
  );
  const said = checked?.[0]?.["integrity_check"];
  if (said !== "ok")
    throw new Problem("invalid", `The copy ${file} was damaged as it was written: ${String(said)}. Check the disk.`);
  return Object.fromEntries(collectionSpecs.map(({ name }, i) => [name, Number(counted[i]?.[0]?.["n"])]));
}

async function countLines(file: string): Promise<Counts> {
  const counts: Record<string, number> = Object.fromEntries(collectionSpecs.map(({ name }) => [name, 0]));
  for await (const { collection } of readLines(file)) counts[collection] = (counts[collection] ?? 0) + 1;
  return counts;
}
