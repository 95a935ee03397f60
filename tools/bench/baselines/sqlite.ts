interface Database {
  exec(sql: string): void;
  prepare(sql: string): { run(...values: string[]): unknown; all<Row = { doc: string }>(...values: string[]): Row[] };
}

/** Opens a database with the engine that the node itself would use: the built-in one, else its stand-in for Node 20. */
export async function openDatabase(file: string): Promise<Database> {
  const builtIn = "node:sqlite";
  const module = await import(builtIn).catch(() => import("@photostructure/sqlite"));
  return new (module as { DatabaseSync: new (file: string) => Database }).DatabaseSync(file);
}
