import type { WholeThread } from "../../domain/import.ts";
import type { Thread } from "../../domain/thread.ts";
import { changeThread, type Needs } from "../publish/keep-page.ts";
import type { Tally } from "./import-tally.ts";

type Decided = Pick<
  Thread,
  "levels" | "closeAfterDays" | "guestsStay" | "formerKeys" | "pinned" | "reactions" | "announcement" | "pushed"
>;

const noReactions = { likes: 0, boosts: 0 };

/** What our own export tells of a thread besides its page, for a new one. */
export function besidesPage(
  whole: WholeThread,
): Partial<Omit<Decided, "announcement">> & Pick<Thread, "createdAt" | "reactions"> {
  const { levels, closeAfterDays, formerKeys, pinned, guestsStay, forMembers, reactions, createdAt } = whole;
  return {
    createdAt,
    reactions,
    ...(levels ? { levels } : {}),
    ...(closeAfterDays === undefined ? {} : { closeAfterDays }),
    ...(formerKeys.length > 0 ? { formerKeys } : {}),
    ...(guestsStay ? { guestsStay } : {}),
    ...(pinned.length > 0 ? { pinned } : {}),
    // Whatever the blog tells from now on is newer.
    ...(forMembers ? { pushed: { at: new Date(0), aside: true } } : {}),
  };
}

/**
 * Sets on a thread that is there already what our own export tells of it and nobody decided here, and tells what stays as it
 * is here. Returns the thread as it is afterwards; throws `conflict` when others keep changing it.
 */
export async function joinWhole(world: Needs, thread: Thread, whole: WholeThread, tally: Tally): Promise<Thread> {
  const joined = await changeThread(world, thread, (current) => {
    const { set } = compare(current, whole);
    return Object.keys(set).length > 0 ? { set, owes: ["thread"] } : null;
  });
  tellLeft(joined, whole, tally);
  return joined;
}

/** Tells what `joinWhole` would leave as it is here; writes nothing. */
export function tellLeft(thread: Thread, whole: WholeThread, tally: Tally): void {
  if (!compare(thread, whole).isLeft) return;
  tally.add("left", "posts whose settings or reactions are others here, and stay as they are", thread.page.url);
}

/** What of an export is to be set on a thread, and whether anything of it is otherwise here on somebody's word. */
function compare(thread: Thread, whole: WholeThread): { set: Partial<Decided>; isLeft: boolean } {
  const told = toldOf(thread, whole);
  const names = Object.keys(told) as (keyof Decided)[];
  const set = Object.fromEntries(names.filter((name) => isOpen(thread, name)).map((name) => [name, told[name]]));
  const isLeft = names.some((name) => !isOpen(thread, name) && !isAlike(thread, told, name));
  return { set, isLeft };
}

function toldOf(thread: Thread, whole: WholeThread): Partial<Decided> {
  const { createdAt: _, reactions, formerKeys = [], ...rest } = besidesPage(whole);
  // What a feed says under the key that the thread has here is still to be taken over.
  const others = formerKeys.filter((key) => key !== thread.key);
  return {
    ...rest,
    ...(others.length > 0 ? { formerKeys: others } : {}),
    ...(isSame(reactions, noReactions) ? {} : { reactions }),
    ...(whole.withdrawn ? { announcement: "withdrawn" } : {}),
  };
}

function isOpen(thread: Thread, name: keyof Decided): boolean {
  if (name === "reactions") return isSame(thread.reactions, noReactions);
  if (name === "announcement") return thread.announcement === "old";
  // What followers have is theirs; and whatever the blog itself told here is newer.
  return thread[name] === undefined && (name !== "pushed" || thread.announcement === "old");
}

function isAlike(thread: Thread, told: Partial<Decided>, name: keyof Decided): boolean {
  if (name === "pushed") return thread.pushed?.aside === told.pushed?.aside;
  return isSame(thread[name], told[name]);
}

/** Documents are the same whatever the order of their members. */
function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
