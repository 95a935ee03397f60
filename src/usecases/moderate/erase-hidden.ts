import { type Block, severityOf } from "../../domain/block.ts";
import type { World } from "../../domain/ports.ts";
import { changeComment } from "../receive/change-comment.ts";
import { nameless } from "../receive/receive-removal.ts";
import { createCloseCase } from "./close-case.ts";
import { erasing } from "./erase.ts";

type Needs = Pick<World, "comments" | "debts" | "clock" | "cases">;

const page = 200;
const done = { kind: "done" } as const;
const left = { kind: "left" } as const;

/** Empties for good what a rule hides, where it says so. Returns how many comments that were. */
export async function eraseHidden(world: Needs, rule: Block): Promise<number> {
  return rule.erases && severityOf(rule) === "block" ? emptyHidden(world, rule._id) : 0;
}

/** Empties for good what is hidden under a mark, all of it or what has been since a time. Returns how many comments that were. */
export async function emptyHidden(world: Needs, mark: string, since?: Date): Promise<number> {
  const closeCase = createCloseCase(world);
  let emptied = 0;
  for (;;) {
    const found = await world.comments.hiddenUnder(mark, page, since);
    for (const { _id } of found) {
      const { kind } = await changeComment<{ kind: "done" | "left" }>(
        world,
        _id,
        (comment) => {
          // It may have been shown since, or hidden by something else.
          if (comment.hiddenBy !== mark) return left;
          const set = erasing(comment, world.clock.now());
          const author = nameless(set.author ?? comment.author);
          return { set: { ...set, author, hiddenSince: null }, answer: done };
        },
        left,
      );
      if (kind === "done") await closeCase(_id);
    }
    emptied += found.length;
    if (found.length < page) return emptied;
  }
}
