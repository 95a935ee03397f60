import type { Act } from "../../domain/audit.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { type Change, changeThread, type Needs } from "./keep-page.ts";

/** What an owner does to a post, and who does it. */
interface PostAct {
  act: Extract<Act, `post.${string}`>;
  by: Moderator;
}

/** Changes a post in somebody's name, as `changeThread` does, and writes that down where anything was changed. */
export function createChangePost(world: Needs & Pick<World, "audit">) {
  const writeDown = createWriteDown(world);

  return async function changePost(
    thread: Thread,
    decide: (thread: Thread, now: Date) => Change | null,
    { act, by }: PostAct,
  ): Promise<Thread> {
    let changes = false;
    const after = await changeThread(world, thread, (current, now) => {
      const change = decide(current, now);
      changes = change !== null;
      return change;
    });
    const { _id, site, page } = after;
    if (changes) await writeDown({ by, act, site, subject: _id, label: page.title || page.url });
    return after;
  };
}
