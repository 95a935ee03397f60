import { type Author, nobody } from "../../domain/author.ts";
import { owing } from "../../domain/debt.ts";
import { drawnFace } from "../../domain/face.ts";
import { dueBefore, type Keeping } from "../../domain/keeping.ts";
import type { World } from "../../domain/ports.ts";
import { networkOf } from "../../domain/visitor-rules.ts";
import { changeComment } from "../receive/change-comment.ts";

type Needs = Pick<World, "comments" | "clock" | "debts">;

const page = 200;
const restMs = 86_400_000;
const done = { kind: "done" } as const;

/**
 * Takes mailboxes off comments once they are as old as was set, so that nobody can tell any more whose they are; faces stay,
 * and answers are not told of any more. Goes through them some at a time, and rests for a day at the end. Returns how many.
 */
export function createSweepMailboxes(world: Needs, { mailboxes: days }: Pick<Keeping, "mailboxes">) {
  let after = "";
  let nextAt = 0;

  return async function sweepMailboxes(): Promise<number> {
    const now = world.clock.now();
    if (days === 0 || now.getTime() < nextAt) return 0;
    const found = await world.comments.withMailbox(dueBefore(days, now), page, after);
    for (const { _id } of found) await strip(_id);
    after = found.at(-1)?._id ?? "";
    if (found.length < page) {
      after = "";
      nextAt = now.getTime() + restMs;
    }
    return found.length;
  };

  async function strip(id: string): Promise<void> {
    await changeComment(
      world,
      id,
      async (comment) => {
        const set = { author: await anonymous(comment.author), ...(comment.notify ? { notify: false } : {}) };
        return { set: { ...set, ...owing(comment, ["thread"], world.clock.now()) }, answer: done };
      },
      done,
    );
  }
}

/** Without the mailbox and its hash; known by the network alone, as long as that is kept. */
async function anonymous(author: Author): Promise<Author> {
  if (author.kind === "remote") return author;
  const { network: _, ...rest } = author;
  const face = author.face ?? (await drawnFace(author.hash));
  return { ...rest, email: null, hash: networkOf(author) ?? nobody.hash, face };
}
