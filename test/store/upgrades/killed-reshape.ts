import { collectionSpecs } from "../../../src/store/collection-specs.ts";
import { connect } from "../../../src/store/sqlite/open.ts";
import { reshape } from "../../../src/store/sqlite/reshape.ts";

/** A process that gives a store columns and is killed with the last statement: `killed-reshape.ts FILE`. */
const connection = await connect(process.argv[2] as string, collectionSpecs);
const run: typeof connection.run = (sql, values) => {
  if (sql.startsWith("PRAGMA user_version")) process.kill(process.pid, "SIGKILL");
  return connection.run(sql, values);
};
await connection.write(() => reshape({ ...connection, run }, collectionSpecs, () => undefined), false);
