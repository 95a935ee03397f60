import type { Blog } from "../../../test/helpers/blog.ts";
import type { Antiphon, Sent } from "../antiphon.ts";
import { demand, eventually } from "../eventually.ts";
import type { Shown } from "../page.ts";
import type { Peer } from "../peers/peer.ts";

/** Who meets in a journey, and what they remember of it. */
export interface Stage {
  antiphon: Antiphon;
  blog: Blog;
  peer: Peer;
  /** Addresses of notes by what they are to the journey. */
  notes: Record<string, string>;
  /** What the visitor's browser keeps. */
  visitor: Sent & { number: number };
}

/** One thing that happens and is looked at from both sides. */
export interface Step {
  id: string;
  title: string;
  /** Steps without which this one means nothing. */
  needs: readonly string[];
  /** Does it and resolves with what was seen; fails with what was not. */
  go(stage: Stage): Promise<string>;
}

/** The page of the blog that the journey is about. */
export const slug = "a-call";

/** One that was there before the node. */
export const oldSlug = "from-the-archive";

export const post = ({ blog }: Stage) => blog.urlOf(slug);

/** A note by what it is to the journey. */
export function noteOf({ notes }: Stage, what: string): string {
  const note = notes[what];
  if (!note) throw new Error(`There is no ${what} in this journey yet.`);
  return note;
}

/** Demands what a note's document says to those who may ask for it unsigned; else that they may not. */
export async function demandDocument(
  { antiphon }: Stage,
  url: string,
  what: string,
  is: (answer: { status: number; body: Record<string, unknown> }) => boolean,
): Promise<void> {
  const answer = await antiphon.document(url);
  if (antiphon.secureFetch) demand(`${url} is refused to who does not sign`, answer.status === 401);
  else demand(what, is(answer));
}

/** The comment on the page that has these words. */
export async function shown(stage: Stage, words: string, page = post(stage)): Promise<Shown | undefined> {
  return (await stage.antiphon.page(page)).comments.find(({ text }) => text.includes(words));
}

/** Waits until the page shows a comment with these words. */
export function appears(stage: Stage, words: string, page = post(stage)): Promise<Shown> {
  return eventually(`“${words}” on the page`, () => shown(stage, words, page));
}

/** Waits until the page shows these words no more. */
export async function vanishes(stage: Stage, words: string): Promise<void> {
  await eventually(`the page without “${words}”`, async () => (await shown(stage, words)) === undefined);
}

/** Publishes what waits for the owner and has these words, as the owner does at the command line. */
export async function approve({ antiphon }: Stage, words: string): Promise<void> {
  const number = await eventually(`“${words}” waiting for the owner`, async () => {
    const lines = (await antiphon.command("held")).split("\n");
    return /^#(\d+)/.exec(lines[lines.findIndex((line) => line.includes(words)) - 1] ?? "")?.[1];
  });
  await antiphon.command("approve", number);
}
