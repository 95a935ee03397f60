import { type Block, severityOf } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";
import { changeComment } from "../receive/change-comment.ts";
import { nameless } from "../receive/receive-removal.ts";
import { erasing } from "./erase.ts";

const page = 200;
const done = { kind: "done" } as const;

/** Empties for good what a rule hides, where it says so. Returns how many comments that were. */
export async function eraseHidden(world: Pick<World, "comments" | "debts" | "clock">, rule: Block): Promise<number> {
  if (!rule.erases || severityOf(rule) !== "block") return 0;
  let erased = 0;
  for (;;) {
    const found = await world.comments.hiddenUnder(rule._id, page);
    for (const { _id } of found) {
      await changeComment(
        world,
        _id,
        (comment) => {
          const set = erasing(comment, world.clock.now());
          return { set: { ...set, author: nameless(set.author ?? comment.author) }, answer: done };
        },
        done,
      );
    }
    erased += found.length;
    if (found.length < page) return erased;
  }
}
