import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";
import { createChangePost } from "./change-post.ts";
import { type Change, changeThread, type Needs } from "./keep-page.ts";

/**
 * Takes a post back from the fediverse; whoever was told of it is asked to delete it. Its thread and comments stay, closed.
 * `mark` is what is remembered of that in the same write. Withdrawing twice changes nothing.
 */
export function createWithdrawThread(world: Needs & Pick<World, "audit">) {
  const changePost = createChangePost(world);

  return async function withdrawThread(
    thread: Thread,
    by: Moderator,
    mark: (thread: Thread) => Partial<Thread> = () => ({}),
  ): Promise<Thread> {
    // What was merged into it has a Note of its own, to which answers come here.
    for (const merged of await world.threads.mergedInto(thread._id)) await changeThread(world, merged, takeBack);
    const marked = (current: Thread): Change | null => {
      const change = takeBack(current);
      return change && { ...change, set: { ...mark(current), ...change.set } };
    };
    const withdrawn = await changePost(thread, marked, { act: "post.withdraw", by });
    await world.debts.settled();
    return (await world.threads.get(withdrawn._id)) ?? withdrawn;
  };
}

function takeBack({ announcement }: Thread): Change | null {
  return announcement === "withdrawn" ? null : { set: { announcement: "withdrawn" }, owes: ["thread", "fediverse"] };
}
