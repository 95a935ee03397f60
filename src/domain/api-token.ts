/** What a token may be used for, each with the words that the page has for it. */
export const scopes = {
  read: "Read comments, also those that wait",
  moderate: "Decide on comments",
  publish: "Announce posts",
} as const satisfies Record<string, string>;
export type Scope = keyof typeof scopes;

/** How many days a token may last; there is none that lasts for good. */
export const tokenDays = [7, 30, 90, 365] as const;

/** More than anybody has programs. */
export const mostTokens = 50;

/** Something that a program shows in somebody's place, under a keyed hash of it. */
export interface ApiToken {
  _id: string;
  person: string;
  name: string;
  scopes: Scope[];
  /** Its last letters, to know it by. */
  hint: string;
  createdAt: Date;
  expiresAt: Date;
  /** When it was last used, to the hour. */
  usedAt: Date | null;
}
