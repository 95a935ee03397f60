import { openStore } from "../../src/store/open.ts";
import { aComment } from "../helpers/comment.ts";

/**
 * A process that writes comments to a store until it is killed, or until it has written so many, every other one with a
 * write that does not wait for the disk, and prints each id once it was told that it is stored: `writer.ts URL PREFIX COUNT`.
 */
const [url = "", prefix = "", count = "0"] = process.argv.slice(2);
const store = await openStore(url);
let next = 0;

async function lane(): Promise<void> {
  while (next < Number(count)) {
    const _id = `${prefix}-${next++}`;
    const comments = next % 2 === 0 ? store.docs.comments : store.docs.comments.relaxed;
    await comments.insertOne(aComment({ _id, number: await store.repos.numbers.next() }));
    process.stdout.write(`${_id}\n`);
  }
}

await Promise.all([lane(), lane(), lane(), lane()]);
await store.close();
