/** What came of asking the servers of a thread's comments. */
export interface WalkReport {
  /** Comments that were looked at where they live. */
  asked: number;
  stored: number;
  changed: number;
  gone: number;
  /** Comments and replies that the next turn begins with. */
  left: number;
  /** Servers that did not answer. */
  away: readonly string[];
}

const maxNamed = 5;

/** The same in sentences, for the owner. */
export function walkReport({ asked, stored, changed, gone, left, away }: WalkReport): string {
  const found = [
    counted(stored, "reply was found", "replies were found"),
    ...(changed > 0 ? [counted(changed, "comment had changed", "comments had changed")] : []),
    ...(gone > 0 ? [counted(gone, "comment was gone", "comments were gone")] : []),
  ];
  const named = away.length > maxNamed ? [...away.slice(0, maxNamed), `${away.length - maxNamed} others`] : away;
  return [
    `Of ${counted(asked, "comment", "comments")} that could be asked for: ${found.join(", ")}.`,
    ...(named.length > 0 ? [`Not answering right now: ${named.join(", ")}.`] : []),
    ...(left > 0 ? [`Left for the next turn, in a quarter of an hour: ${left}.`] : []),
  ].join(" ");
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
