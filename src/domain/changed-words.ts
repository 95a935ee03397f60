/** A piece of a text that was changed: in both versions, in the earlier one alone, or in the later one alone. */
export interface Piece {
  kind: "same" | "gone" | "new";
  text: string;
}

/** Beyond so many words between what is alike at both ends, all of it counts as changed. */
const mostCompared = 600;

/** What was changed between two versions of a text, word by word; the pieces in order make up both. */
export function changedWords(before: string, after: string): Piece[] {
  const a = before.split(/(?<=\s)/);
  const b = after.split(/(?<=\s)/);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const tail = end === 0 ? [] : a.slice(-end);
  return joined([...same(a.slice(0, start)), ...middle, ...same(tail)]);
}

function between(a: readonly string[], b: readonly string[]): Piece[] {
  const gone = (text: string): Piece => ({ kind: "gone", text });
  const added = (text: string): Piece => ({ kind: "new", text });
  if (a.length > mostCompared || b.length > mostCompared) return [...a.map(gone), ...b.map(added)];
  const lengths = commonLengths(a, b);
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      pieces.push({ kind: "same", text: left });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      pieces.push(gone(left));
      i++;
    } else {
      pieces.push(added(right as string));
      j++;
    }
  }
  return pieces;
}

/** For each pair of places how many words the rests have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths: number[][] = Array.from({ length: a.length + 1 }, () => []);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const longest = Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1));
      (lengths[i] as number[])[j] = a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : longest;
    }
  }
  return lengths;
}

function at(lengths: readonly number[][], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}

function same(words: readonly string[]): Piece[] {
  return words.map((text) => ({ kind: "same", text }));
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces.filter(({ text }) => text !== "")) {
    const last = result.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else result.push({ ...piece });
  }
  return result;
}
