import type { CollectionSpec } from "../../src/store/port.ts";
import type { Connection } from "../../src/store/sqlite/connection.ts";
import { columnsOf } from "../../src/store/sqlite/layout.ts";

/** The columns, as “collection path”, that somewhere say something else than the document beside them. */
export function strayColumns({ all }: Pick<Connection, "all">, specs: readonly CollectionSpec[]): string[] {
  return specs.flatMap((spec) =>
    columnsOf(spec)
      .filter((path) => {
        const sql = `SELECT 1 FROM ${spec.name} WHERE "${path}" IS NOT doc->>'$.${path}' LIMIT 1`;
        return all(sql, []).length > 0;
      })
      .map((path) => `${spec.name} ${path}`),
  );
}
