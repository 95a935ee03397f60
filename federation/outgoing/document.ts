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

/** The first of some languages that is one (BCP 47), as a member to be spread: a text once more, under its language. */
export function inLanguage(content: string, ...languages: (string | null)[]): { contentMap?: Record<string, string> } {
  const language = languages.find((tag) => tag !== null && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag));
  return language ? { contentMap: { [language]: content } } : {};
}
