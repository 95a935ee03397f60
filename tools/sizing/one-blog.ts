import { type Figure, finder, n } from "./arithmetic.ts";

/** What one blog needs, of figures by their names: what is asked, and the answer with the rows that it is from. Throws where one is missing. */
export function reckonOneBlog(figures: readonly Figure[]): [question: string, answer: string][] {
  const of = finder(figures);
  const [zipf, again] = [of("read, 1000 threads by Zipf"), of("read, 5 comments, br")];
  return [
    ["memory without anything to do", `${n(of("memory, idle"))} MB (“memory, idle”)`],
    [
      "with 10,000 comments, after load",
      `${n(of("memory, 10000 comments, after load"))} MB (“memory, 10000 comments, after load”)`,
    ],
    [
      "each page that is open and listens",
      `${n(of("memory, 200 open streams") / 200)} MB (“memory, 200 open streams” ÷ 200)`,
    ],
    [
      "an import, besides",
      `${n(of("memory of that import, at most"))} MB at most (“memory of that import, at most” for 10,000 comments)`,
    ],
    ["disk", `${n(of("store, a comment"))} kB a comment, with indexes (“store, a comment”)`],
    [
      "threads read in a second, one core",
      `${n(zipf)} where most are not in memory (“read, 1000 threads by Zipf”), ${n(again)} where one is read again and again (“read, 5 comments, br”)`,
    ],
  ];
}
