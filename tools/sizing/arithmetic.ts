/** A figure of the bench, as `bench/results.json` has it. */
export interface Figure {
  name: string;
  value: number | null;
  unit: string;
}

/** What is supposed of a site; every number of the page is one of these, a figure of the bench, or made of both. */
export const site = {
  readersADay: 1_000_000,
  viewsAReader: 3,
  /** Part of a day's views that falls into its busiest hour. */
  peakHour: 0.1,
  /** How many times more than that somebody counts on, for the day that a post goes round. */
  rush: 5,
  viewsAComment: 500,
  /** Reads of each thread that change nothing on the way from a CDN or a browser: an answer of 304. */
  unchanged: 0.3,
  secondsOnAPage: 120,
  /** Open pages that a node listens for at most; the others ask now and then. */
  streamsANode: 5_000,
  followers: 100_000,
  servers: 10_000,
  postsADay: 10,
  /** Answers, likes and boosts to one post in its first hour. */
  activitiesAnHour: 20_000,
  years: 5,
} as const;

/** One line of the table: what is asked, how it was reckoned, what comes out. */
export type Line = [question: string, reckoning: string, answer: string];

/** Finds a figure by its name, and throws where it is missing. */
export function finder(figures: readonly Figure[]): (name: string) => number {
  return (name) => {
    const value = figures.find((figure) => figure.name === name)?.value;
    if (value === undefined || value === null) throw new Error(`The figures lack “${name}”.`);
    return value;
  };
}

/** Reckons what a large site needs of figures by their names. Throws where one is missing. */
export function reckon(figures: readonly Figure[]): Line[] {
  const of = finder(figures);
  const views = site.readersADay * site.viewsAReader;
  const busy = (views * site.peakHour) / 3600;
  const peak = busy * site.rush;
  const mixed = of("read, 1000 threads by Zipf");
  const known = of("read, 304");
  const reading = (peak * (1 - site.unchanged)) / mixed + (peak * site.unchanged) / known;
  const comments = peak / site.viewsAComment;
  const writing = (comments * (of("anonymous comment") + of("a page of 10000 comments, uncached"))) / 1000;
  const open = peak * site.secondsOnAPage;
  const stream = of("memory, 200 open streams") / 200;
  const deliveries = of("the same, all of it by CPU time");
  const inbox = site.activitiesAnHour / 3600;
  const asked = (site.servers * 2) / 60;
  const kept = (views / site.viewsAComment) * 365 * site.years;
  const memory = of("memory, 10000 comments, after load") + site.streamsANode * stream;
  return [
    [
      "page views at the busiest hour",
      `${n(site.readersADay)} × ${site.viewsAReader} × ${site.peakHour} ÷ 3600 s`,
      `${n(busy)} a second`,
    ],
    ["and when a post goes round", `× ${site.rush}`, `${n(peak)} a second`],
    [
      "cores that draw threads",
      `${percent(1 - site.unchanged)} at “read, 1000 threads by Zipf” (${n(mixed)}/s), ${percent(site.unchanged)} at “read, 304” (${n(known)}/s)`,
      n(reading),
    ],
    [
      "cores that take comments",
      `one in ${site.viewsAComment} views: ${n(comments)}/s × (“anonymous comment” ${of("anonymous comment")} ms + “a page of 10000 comments, uncached” ${of("a page of 10000 comments, uncached")} ms)`,
      n(writing),
    ],
    ["pages open at once", `${n(peak)}/s × ${site.secondsOnAPage} s`, n(open)],
    [
      "memory of a node that listens for as many as it may",
      `“memory, 10000 comments, after load” ${of("memory, 10000 comments, after load")} MB + ${n(site.streamsANode)} × “memory, 200 open streams” ÷ 200 (${n(stream)} MB)`,
      `${n(memory)} MB`,
    ],
    [
      "a post on its way to all followers",
      `${n(site.followers)} followers on ${n(site.servers)} servers with a shared inbox ÷ “the same, all of it by CPU time” (${n(deliveries)} per CPU s)`,
      `${n(site.servers / deliveries)} s of one core`,
    ],
    [
      "cores for what comes back in the first hour",
      `${n(site.activitiesAnHour)} ÷ 3600 s × “inbox, signed Create(Note)” ${of("inbox, signed Create(Note)")} ms`,
      n((inbox * of("inbox, signed Create(Note)")) / 1000),
    ],
    [
      "an inbox flood that fills one core",
      `1000 ms ÷ “inbox, signed Create(Note)” ${of("inbox, signed Create(Note)")} ms`,
      `${n(1000 / of("inbox, signed Create(Note)"))} a second`,
    ],
    [
      "cores for servers that look at the post",
      `${n(site.servers)} servers ask for post and account within a minute: ${n(asked)}/s × “read, for the first time” ${of("read, for the first time")} ms (the nearest row: ActivityPub documents have none of their own)`,
      n((asked * of("read, for the first time")) / 1000),
    ],
    ["comments in a day", `${n(views)} ÷ ${site.viewsAComment}`, n(views / site.viewsAComment)],
    [
      `the store after ${site.years} years`,
      `${n(kept)} comments × “store, a comment” ${of("store, a comment")} kB, with indexes, on SQLite`,
      `${n((kept * of("store, a comment")) / 1_000_000)} GB`,
    ],
    [
      "bringing as many along from elsewhere",
      `${n(kept)} ÷ “import, 10000 comments of WordPress” (${n(of("import, 10000 comments of WordPress"))}/s), if it goes on like that`,
      `${n(kept / of("import, 10000 comments of WordPress") / 3600)} h`,
    ],
    [
      "traffic of a CDN for the script",
      `${n(views)} × “embed: reading, script and style” ${of("embed: reading, script and style")} kB, if no browser kept it`,
      `${n((views * of("embed: reading, script and style")) / 1_000_000)} GB a day`,
    ],
  ];
}

/** A number as people write it, with two figures that count below a hundred. */
export function n(value: number): string {
  const rounded = value >= 100 ? Math.round(value) : Number(value.toPrecision(2));
  return rounded.toLocaleString("en-US", { maximumFractionDigits: 4 });
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}
