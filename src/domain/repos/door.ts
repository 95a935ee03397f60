import type { ApiToken } from "../api-token.ts";
import type { Passkey } from "../passkey.ts";
import type { Person } from "../person.ts";
import type { Session } from "../session.ts";

/** Who may sign in; a handful. */
export interface Moderators {
  /** All of them, the longest there first. */
  all(): Promise<Person[]>;
  get(id: string): Promise<Person | null>;
  /** Stores somebody once: `already` when the id is taken, and then nothing changes. */
  add(person: Person): Promise<"added" | "already">;
  change(id: string, set: Partial<Omit<Person, "_id">>): Promise<void>;
}

/** The public halves of people's passkeys. */
export interface Passkeys {
  /** Stores one once: `already` when its id is taken, and then nothing changes. */
  add(passkey: Passkey): Promise<"added" | "already">;
  get(id: string): Promise<Passkey | null>;
  /** Somebody's, the oldest first. */
  of(person: string): Promise<Passkey[]>;
  change(id: string, set: Partial<Pick<Passkey, "name" | "counter" | "usedAt">>): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What people gave to programs. */
export interface ApiTokens {
  add(token: ApiToken): Promise<void>;
  /** One that did not end yet. */
  get(id: string, now: Date): Promise<ApiToken | null>;
  /** Somebody's that did not end yet, the oldest first. */
  of(person: string, now: Date): Promise<ApiToken[]>;
  used(id: string, at: Date): Promise<void>;
  /** Removes one of somebody's; says whether there was such a one. */
  remove(id: string, person: string): Promise<boolean>;
}

/** In which browsers people are signed in. */
export interface Sessions {
  add(session: Session): Promise<void>;
  /** One that did not end yet. */
  get(id: string, now: Date): Promise<Session | null>;
  /** Somebody's sessions that did not end yet, the last used first. */
  of(person: string, now: Date): Promise<Session[]>;
  seen(id: string, seenAt: Date, until: Date): Promise<void>;
  /** Ends one of somebody's sessions; says whether there was such a one. */
  end(id: string, person: string): Promise<boolean>;
  /** Ends all of somebody's sessions, but the one named; returns how many. */
  endAll(person: string, but: string | null): Promise<number>;
}
