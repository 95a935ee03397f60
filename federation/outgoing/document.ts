/** An ActivityStreams document of ours, before it is put into its final form by the engine. */
export interface Document extends Record<string, unknown> {
  id: string;
  type: string;
}

/** An activity of ours. `published` is given, never read off a clock, so that a repeat comes out the same. */
export interface Activity extends Document {
  actor: string;
  to: string[];
  published: string;
}

/** Everybody. */
export const everyone = "https://www.w3.org/ns/activitystreams#Public";

/** A moment as it is written on the wire: UTC, to the second. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/**
 * A text once more, under the first of some languages that is one (BCP 47), as a member to be spread: that is how others
 * learn of the language. Nothing where there is none.
 */
export function inLanguage(member: "content" | "name", text: string, ...languages: (string | null)[]) {
  const language = languages.find((tag) => tag !== null && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag));
  return language ? { [`${member}Map`]: { [language]: text } } : {};
}
