const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a session lasts at most, in milliseconds. */
export const sessionMs = 30 * day;

/** How long a session lasts that nobody uses, in milliseconds. */
export const idleMs = 7 * day;

/** For how long a sign-in is fresh enough for acts that a stolen session must not do, in milliseconds. */
export const freshMs = 10 * minute;

/** How exactly it is known when a session was last used, in milliseconds: each use would be a write else. */
export const seenEveryMs = hour;

/** How long a browser is known by in which somebody signed in, in milliseconds. */
export const knownBrowserMs = 365 * day;

/** How somebody came in. */
export type Way = "link" | "passkey" | "password";

/** What people call each way in. */
export const wayWords: Record<Way, string> = { link: "a login link", passkey: "a passkey", password: "a password" };

/** One browser in which somebody is signed in, under a keyed hash of its token. No address is kept. */
export interface Session {
  _id: string;
  person: string;
  way: Way;
  /** What kind of browser it is, such as “Firefox on Linux”. */
  browser: string;
  /** When they signed in. */
  createdAt: Date;
  /** When it was last used, to the hour. */
  seenAt: Date;
  /** When it ends in any case. */
  endsAt: Date;
  /** When it ends unless it is used again. */
  until: Date;
}

/** Whether somebody signed in just now, so that it is them and not who found the browser open. */
export function isFresh({ createdAt }: Pick<Session, "createdAt">, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < freshMs;
}
