import { blockId, blockIdsCovering } from "../../domain/block.ts";
import type { Doc, Docs, Filter } from "../port.ts";

const chunkSize = 200;

/** Whether a host rule covers an address or a host, subdomains included. */
function coversHost(rule: string, address: string): boolean {
  return blockIdsCovering(null, [address]).includes(blockId("host", rule));
}

/**
 * The distinct values of a field (an address or a host) that a host rule covers, in chunks for `$in`. The few distinct
 * values are looked through here, because neither store can ask for the end of a text by index.
 */
export async function coveredBy<T extends Doc>(docs: Docs<T>, field: string, rule: string): Promise<string[][]> {
  const values = [...(await docs.countBy(field, {} as Filter<T>)).keys()].filter((value) => coversHost(rule, value));
  const chunks: string[][] = [];
  for (let i = 0; i < values.length; i += chunkSize) chunks.push(values.slice(i, i + chunkSize));
  return chunks;
}
