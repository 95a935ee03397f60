/** A post of the bundled blog; its words are the view `demo/posts/SLUG`. */
export interface DemoPost {
  slug: string;
  title: string;
  teaser: string;
  date: Date;
}

export const demoName = "The Lock-Keeper’s Bench";
export const demoAuthor = "Ines Farrow";
export const demoTagline = "Slow notes from a canal house: water, bread, old radios, and who stops by.";

/** The posts of the bundled blog, the newest first. */
export const demoPosts: readonly DemoPost[] = [
  {
    slug: "a-page-that-answers",
    title: "A page that answers",
    teaser: "I have put a comment box below these notes again. It takes letters from anywhere, and asks for nothing.",
    date: new Date("2026-11-18T08:30:00Z"),
  },
  {
    slug: "the-bench-by-the-lock",
    title: "The bench by the lock",
    teaser: "Forty years of carved initials, and a tin box that nobody admits to having put there.",
    date: new Date("2026-11-05T17:10:00Z"),
  },
  {
    slug: "bread-slowly",
    title: "Bread, slowly",
    teaser: "Flour, water, salt and eighteen hours of leaving it alone. The last one is the hard part.",
    date: new Date("2026-10-20T06:45:00Z"),
  },
  {
    slug: "what-the-radio-remembered",
    title: "What the radio remembered",
    teaser: "A valve set from 1954, a dead capacitor, and the station that was still on the dial.",
    date: new Date("2026-10-02T19:20:00Z"),
  },
];
