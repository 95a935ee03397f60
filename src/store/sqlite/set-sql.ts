import { lower } from "./codec.ts";
import type { Sql } from "./filter.ts";
import { columnSql, type Table } from "./table.ts";

/**
 * What follows `SET` for a checked update that the engine can make by itself, as it sets whole members and nothing else;
 * null for any other. Of many documents none has to be read then.
 */
export function compileSet(table: Table, update: object): Sql | null {
  const { $set, ...others } = update as { $set?: object };
  const members = Object.entries($set ?? {}).filter(([, value]) => value !== undefined);
  if (members.length === 0 || Object.keys(others).length > 0 || members.some(([path]) => path.includes(".")))
    return null;
  const after = lower(Object.fromEntries(members)) as Record<string, unknown>;
  const changed = members.map(([path]) => `'$.${path}', json(?)`).join(", ");
  const isWithin = (column: string) => members.some(([path]) => column === path || column.startsWith(`${path}.`));
  const held = table.valuesOf(after);
  const columns = table.columns.flatMap((column, i) => (isWithin(column) ? [{ column, value: held[i] ?? null }] : []));
  return {
    text: [`doc = json_set(doc, ${changed})`, ...columns.map(({ column }) => `${columnSql(column)} = ?`)].join(", "),
    values: [...members.map(([path]) => JSON.stringify(after[path])), ...columns.map(({ value }) => value)],
  };
}
