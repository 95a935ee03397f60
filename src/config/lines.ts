/** A line of a settings file that sets nothing, counted from 1, and what is wrong with it. */
export interface LineFault {
  line: number;
  sentence: string;
}

const assignment = /^ *(?:export +)?[A-Za-z_][A-Za-z0-9_]* *=[ \t]*/;

/**
 * The lines of a settings file that are neither empty, nor a comment, nor `NAME=value`: they would be passed over in
 * silence. A value in quotes may go on over several lines. No line is quoted, as it may hold a secret.
 */
export function lineFaults(text: string): LineFault[] {
  const faults: LineFault[] = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    if (/^\s*(#|$)/.test(line)) continue;
    const start = assignment.exec(line)?.[0];
    if (start === undefined) {
      faults.push({ line: i + 1, sentence: "is no NAME=value; write it so, or put a # before it." });
    } else {
      i += linesInQuotes(line.slice(start.length), lines.slice(i + 1));
    }
  }
  return faults;
}

/** How many more lines belong to a value; none when its quote is never closed, as then it ends with its line. */
function linesInQuotes(value: string, after: readonly string[]): number {
  const quote = /^["'`]/.exec(value)?.[0];
  if (quote === undefined || value.includes(quote, 1)) return 0;
  return after.findIndex((line) => line.includes(quote)) + 1;
}
