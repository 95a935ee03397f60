import { open } from "node:fs/promises";
import { openFor } from "../../src/compose/open-for.ts";
import { readConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import { createClock } from "../../src/runtime.ts";
import { aComment } from "../helpers/comment.ts";

/**
 * A process whose disk refuses the flush after so many: writes comments and prints each id once it was told that it is stored, and
 * each refusal: `refused.ts STORE COUNT`.
 */
const [address = "", count = "0"] = process.argv.slice(2);
const handle = await open(process.execPath);
const files = Object.getPrototypeOf(handle) as { datasync(): Promise<void> };
await handle.close();

const { datasync } = files;
let flushes = 0;
files.datasync = function (this: unknown) {
  flushes += 1;
  return flushes === Number(count)
    ? Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" }))
    : datasync.call(this);
};

const config = readConfig({ ANTIPHON_STORE: address, ANTIPHON_SITE: "https://blog.example/" });
const { store } = await openFor(config, { clock: createClock(), log: createLog("silent") });
for (let i = 0; ; i++) {
  await store.docs.comments.insertOne(aComment({ _id: `c${i}`, number: i }));
  process.stdout.write(`c${i}\n`);
}
