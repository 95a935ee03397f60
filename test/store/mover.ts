import { restore } from "../../src/store/backup.ts";
import { createBackupShelf } from "../../src/store/backups/shelf.ts";
import type { Collections } from "../../src/store/collections.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openStore } from "../../src/store/open.ts";
import { bringUp } from "../../src/store/upgrades/bring-up.ts";
import type { Upgrade } from "../../src/store/upgrades/upgrade.ts";

/**
 * A process that moves a store until it is killed, and prints a line at each step: `mover.ts WHAT STORE OTHER`.
 */
const [what = "", address = "", other = ""] = process.argv.slice(2);
const store = await openStore(address);
const say = (line: string) => process.stdout.write(`${line}\n`);
const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The same documents, which say each batch that is stored. */
function telling(docs: Collections): Collections {
  const { comments } = docs;
  const insertMany: typeof comments.insertMany = async (batch) => {
    const stored = await comments.insertMany(batch);
    say(`stored ${stored}`);
    return stored;
  };
  return { ...docs, comments: { ...comments, insertMany } };
}

/** Changes some comments at a time, passing over those that are changed. */
const step = (version: number): Upgrade => ({
  version,
  title: "a test",
  async run({ docs }) {
    const renderer = version * 100;
    for (;;) {
      const found = await docs.comments
        .find({ renderer: { $lt: renderer } })
        .limit(10)
        .toArray();
      if (found.length === 0) return;
      say(`version ${version}`);
      for (const { _id } of found) await docs.comments.updateOne({ _id }, { $set: { renderer } });
    }
  },
});

if (what === "restore") await restore({ docs: telling(store.docs) }, other);
if (what === "migrate") {
  const source = await openStore(other);
  const progress = ({ collection, copied }: { collection: string; copied: number }) => say(`${collection} ${copied}`);
  await migrate(source, store, { now: () => new Date(), progress });
  await source.close();
}
if (what === "backup") {
  say("begins");
  await createBackupShelf(store, other).make(new Date());
}
if (what === "upgrade") {
  const clock = { now: () => new Date() };
  // Each of these has the lease of the one that was killed before it.
  await bringUp(store, { program: "1", by: "mover", clock, log, upgrades: [step(2), step(3)] });
}
await store.close();
say("done");
