import type { JournalEntry } from "./journal.ts";

/** Whether something came through, waits, or did not. */
export type Tone = "good" | "waiting" | "bad";

interface Headline {
  tone: Tone;
  /** `who` is a handle with its @, or the name of a server; `times` how often it happened within the hour. */
  say(who: string, times: number): string;
  /** The sentence itself says how often. */
  counts?: boolean;
}

/** All that can happen, each with the sentence that the owner reads. No sentence needs to be looked up elsewhere. */
export const headlines = {
  "reply-published": { tone: "good", say: (who) => `${who} replied. The reply is on the page.` },
  "reply-held": { tone: "waiting", say: (who) => `${who} replied. The reply waits for your decision.` },
  "reply-dropped": { tone: "bad", say: (who) => `A reply by ${who} was not taken.` },
  "reply-again": { tone: "good", say: (who) => `A reply by ${who} came once more. It is here already.` },
  "reply-twin": {
    tone: "good",
    say: (who) => `${who} said the same twice within a minute. The page shows it once.`,
  },
  "reply-lost": { tone: "bad", say: (who) => `A reply by ${who} could not be looked at, and was given up.` },
  "private-message": {
    tone: "bad",
    say: (who) => `Somebody on ${who} sent a private message. It was not kept, and is shown to nobody.`,
  },
  "edit-taken": { tone: "good", say: (who) => `${who} changed a comment. The page shows the new words.` },
  "edit-held": { tone: "waiting", say: (who) => `${who} changed a comment. The new words wait for your decision.` },
  "edit-dropped": { tone: "bad", say: (who) => `A change that ${who} made to a comment was not taken over.` },
  "comment-gone": {
    tone: "good",
    say: (who) => `A comment by ${who} was deleted, or is not public any more. Its words were erased here, too.`,
  },
  "deletion-dropped": { tone: "bad", say: (who) => `${who} asked for a deletion. It was not carried out.` },
  "account-gone": {
    tone: "good",
    say: (who) => `Somebody on ${who} deleted their account. All they wrote here was erased.`,
  },
  liked: { tone: "good", counts: true, say: (_who, times) => `Likes that came within the hour: ${times}.` },
  boosted: { tone: "good", counts: true, say: (_who, times) => `Boosts that came within the hour: ${times}.` },
  reacted: {
    tone: "good",
    counts: true,
    say: (_who, times) => `Emoji reactions that came within the hour: ${times}.`,
  },
  disliked: { tone: "good", counts: true, say: (_who, times) => `Dislikes that came within the hour: ${times}.` },
  quoted: { tone: "good", counts: true, say: (_who, times) => `Quotes that came within the hour: ${times}.` },
  unreacted: {
    tone: "good",
    counts: true,
    say: (_who, times) => `Likes and boosts that were taken back within the hour: ${times}.`,
  },
  "reaction-dropped": { tone: "bad", say: (who) => `A like or a boost by ${who} was not counted.` },
  "follow-dropped": { tone: "bad", say: (who) => `${who} asked to follow. It was not accepted.` },
  "walk-done": {
    tone: "good",
    say: () => "The servers of this thread’s comments were asked for what did not reach us.",
  },
  "walk-partly": {
    tone: "waiting",
    say: () => "Some servers of this thread’s comments were asked for what did not reach us; the rest follows soon.",
  },
  "post-sent": { tone: "good", say: () => "The post was sent to the fediverse." },
  "post-updated": { tone: "good", say: () => "The new version of the post was sent to the fediverse." },
  "post-withdrawn": { tone: "good", say: () => "The fediverse was asked to delete the post." },
  "comment-sent": { tone: "good", say: () => "A visitor’s comment was sent to the fediverse." },
  "comment-updated": { tone: "good", say: () => "The new version of a visitor’s comment was sent to the fediverse." },
  "comment-withdrawn": { tone: "good", say: () => "The fediverse was asked to delete a visitor’s comment." },
  "delivery-failed": { tone: "bad", say: (who) => `${who} did not take what we sent.` },
  "message-refused": { tone: "bad", say: (who) => `Something from ${who} was turned away.` },
  "message-dropped": { tone: "bad", say: (who) => `Something from ${who} was left aside.` },
  "message-unchecked": { tone: "bad", say: (who) => `Something from ${who} could not be checked. It may come again.` },
} as const satisfies Record<string, Headline>;

/** What an entry says, for somebody who knows nothing of how servers talk to each other. */
export function sentenceOf({ what, who, times }: Pick<JournalEntry, "what" | "who" | "times">): string {
  const named = who === null ? "somebody" : who.includes("@") ? `@${who}` : who;
  const { say, counts = false }: Headline = headlines[what];
  const often = times > 1 && !counts ? ` This happened ${times} times within the hour.` : "";
  const text = `${say(named, times)}${often}`;
  return who === null ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Whether it came through. */
export function toneOf({ what }: Pick<JournalEntry, "what">): Tone {
  return headlines[what].tone;
}
