import type { Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";

/** What was done, as parameters of the address that is shown next. */
export interface Said {
  done: string;
  /** How many comments it was done to. */
  n?: number;
  /** How many it was not done to. */
  not?: number;
  /** How many are hidden still, though they were to be shown. */
  hidden?: number;
}

const one: Record<string, string> = {
  approve: "Published.",
  leave: "Left as it is. Who reported it is not heard again.",
  "report-sent": "Reported to the server of its author, in the name of this node.",
  hide: "Hidden. Its words are kept, and nobody sees them.",
  show: "Shown again.",
  spam: "Moved to spam. More like it will wait for you.",
  delete: "Deleted for good.",
  undone: "Undone.",
  "block-person": "Blocked. What they wrote is hidden, and nothing new is taken from them.",
  "block-visitor": "Blocked. What they wrote is hidden, and nothing new is taken from them.",
  "block-network": "Blocked. What was written from there is hidden, and nothing new is taken from it.",
  "block-server": "Blocked. All from this server is hidden, and nothing new is taken from it.",
  "block-words": "Blocked. Nothing new with these words, or with links there, is taken; what is here stays as it is.",
  pin: "Pinned. It stands first in its thread.",
  unpin: "It stands in its own place again.",
  none: "Nothing was ticked, so nothing was done.",
};

const many: Record<string, string> = {
  approve: "published",
  leave: "left as they are",
  hide: "hidden",
  show: "shown again",
  spam: "moved to spam",
  delete: "deleted for good",
  undone: "as they were before",
};

/** The sentence for what was done; null for what is none of ours. */
export function saidOf({ done, n = 1, not = 0, hidden = 0 }: Said): string | null {
  const first = one[done];
  if (first === undefined) return null;
  const sentences = n === 1 || many[done] === undefined ? [first] : [`${n} comments ${many[done]}.`];
  if (hidden > 0) {
    if (n === 1) return "Your own mark is gone, but something else hides it still: see below.";
    sentences.push(`Something else hides ${hidden} of them still.`);
  }
  if (not > 0 && done === "undone")
    sentences.push(`${not} had changed since, and ${not === 1 ? "stays" : "stay"} as they are.`);
  else if (not > 0) sentences.push(`${not} could not be: gone or deleted meanwhile.`);
  return sentences.join(" ");
}

/** The sentence for what the parameters of an address say was done. */
export function doneIn(parameter: (name: string) => string): string | null {
  const number = (name: string) => Number(/^\d{1,4}$/.exec(parameter(name))?.[0] ?? Number.NaN);
  return saidOf({
    done: parameter("done"),
    n: number("n") || 1,
    not: number("not") || 0,
    hidden: number("hidden") || 0,
  });
}

/** Whether somebody can still take back what the address names. */
export async function mayUndo(
  { undos, clock }: Pick<World, "undos" | "clock">,
  id: string,
  person: Pick<Person, "_id">,
): Promise<boolean> {
  const undoable = id === "" ? null : await undos.get(id);
  return undoable?.by === person._id && undoable.until > clock.now();
}

/** The parameters that say it. */
export function saying({ done, n = 1, not = 0, hidden = 0 }: Said): Record<string, string> {
  return {
    done,
    ...(n === 1 ? {} : { n: String(n) }),
    ...(not > 0 ? { not: String(not) } : {}),
    ...(hidden > 0 ? { hidden: String(hidden) } : {}),
  };
}
