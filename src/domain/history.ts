/** Words that a comment had before it was changed, as plain text or as they were typed. */
export interface EarlierWords {
  /** The version of the comment that had them. */
  version: number;
  text: string;
  /** When they were changed, in milliseconds since 1970. */
  until: number;
  /** Who changed them: whoever wrote them, or the owner. */
  by: "author" | "owner";
}

/** The earlier words of one comment, under its id, the newest first. */
export interface History {
  _id: string;
  earlier: EarlierWords[];
}

/** So many earlier versions of a comment are kept. */
export const mostEarlier = 10;

/** The history with one more version; what is too old goes, and the same version is kept once. */
export function withEarlier(known: readonly EarlierWords[], words: EarlierWords): EarlierWords[] {
  if (known.some(({ version }) => version === words.version)) return [...known];
  return [words, ...known].slice(0, mostEarlier);
}
