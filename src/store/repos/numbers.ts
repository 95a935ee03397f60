import type { Numbers } from "../../domain/repos.ts";
import type { Counter } from "../documents.ts";
import type { Docs } from "../port.ts";

const blockSize = 64;
const counter = "comments";

/** Public numbers, leased in blocks; what a node has not used when it stops stays a gap. */
export function createNumbers(docs: Docs<Counter>): Numbers {
  let next = 1;
  let last = 0;
  let leasing: Promise<void> | null = null;

  async function lease(size: number): Promise<void> {
    const update = { $inc: { value: size } };
    const after = await docs.findOneAndUpdate({ _id: counter }, update, { upsert: true, returnDocument: "after" });
    last = after?.value ?? 0;
    next = last - size + 1;
  }

  async function leased(size: number): Promise<void> {
    leasing ??= lease(size).finally(() => {
      leasing = null;
    });
    await leasing;
  }

  return {
    async next() {
      while (next > last) await leased(blockSize);
      return next++;
    },
    async ahead(count, block) {
      while (last - next + 1 < count) await leased(Math.max(count, block));
    },
    async raiseTo(number) {
      const raise = { $max: { value: number } };
      const before = await docs.findOneAndUpdate({ _id: counter }, raise, { upsert: true, returnDocument: "before" });
      // A block that is being leased just now may have been cut before the counter was raised.
      await leasing;
      if (next <= number) last = next - 1;
      return before?.value ?? 0;
    },
    async highest() {
      return (await docs.findOne({ _id: counter }))?.value ?? 0;
    },
  };
}
