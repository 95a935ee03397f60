/** What became of something: it is missing now, it was left out for a good reason, or it is not as it was. */
export type Outcome = "lost" | "left" | "changed";

/** How often one thing happened, with the first places where it did. */
export interface ImportNote {
  outcome: Outcome;
  reason: string;
  count: number;
  examples: string[];
  /** There are more places than those. */
  more: boolean;
}

/** Counts what happens in an import by its reason. */
export interface Tally {
  add(outcome: Outcome, reason: string, example: string, count?: number): void;
  /** What was counted, the worst first. */
  notes(): ImportNote[];
}

const examplesKept = 5;
const order: readonly Outcome[] = ["lost", "changed", "left"];

/** An empty tally; it keeps a few examples of each reason and not more. */
export function createTally(): Tally {
  const notes = new Map<string, ImportNote>();
  return {
    add(outcome, reason, example, count = 1) {
      const key = `${outcome} ${reason}`;
      const note = notes.get(key) ?? { outcome, reason, count: 0, examples: [], more: false };
      note.count += count;
      if (note.examples.length >= examplesKept) note.more = true;
      else if (example !== "") note.examples.push(example);
      notes.set(key, note);
    },
    notes: () => [...notes.values()].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome)),
  };
}
