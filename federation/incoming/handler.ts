import type { World } from "../../src/domain/ports.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import type { Addresses } from "../addresses.ts";
import type { Authenticate } from "../authenticate.ts";
import type { Profiles } from "../profiles.ts";
import type { Activity } from "./activity.ts";
import type { Intake } from "./intake.ts";
import type { Later } from "./later.ts";
import type { Resolve } from "./resolve.ts";

/** What became of an activity, for the log and the journal alone: the sender hears 202 whatever it is. */
export interface Handled {
  kind: string;
  reason?: string;
  /** Several reasons of one refusal. */
  reasons?: string[];
  /** The thread it is about; null when it is about none of ours. */
  thread?: string | null;
  /** It is not meant for everybody: nothing but that may be kept of it. */
  private?: true;
  /** What became of each of several things, in their order. */
  parts?: Handled[];
}

/** What every handler may use. */
export interface Tools
  extends Pick<
    World,
    | "comments"
    | "threads"
    | "sites"
    | "blocks"
    | "graves"
    | "followers"
    | "reactions"
    | "profiles"
    | "limits"
    | "checks"
    | "clock"
    | "debts"
    | "jobs"
    | "journal"
    | "cases"
    | "secrets"
  > {
  outbox: Pick<World["outbox"], "answerQuote">;
  addresses: Addresses;
  authenticate: Authenticate;
  people: Profiles;
  intake: Intake;
  resolve: Resolve;
  later: Later;
}

/** An activity of one kind. */
export type ActivityOf<K extends Activity["kind"]> = Extract<Activity, { kind: K }>;

/** Handles one kind of activity, after it was verified as the signer's own. May throw any Problem. */
export type Handle<K extends Activity["kind"]> = (activity: ActivityOf<K>, signer: RemoteProfile) => Promise<Handled>;

export function ignored(reason: string): Handled {
  return { kind: "ignored", reason };
}

/** What is not meant for everybody is left, whatever it says. */
export function privately(): Handled {
  return { ...ignored("It is private."), private: true };
}

/** Handles each of several things; what became of the last one stands for them all. */
export async function handleEach<T>(things: readonly T[], handle: (thing: T) => Promise<Handled>): Promise<Handled> {
  const parts: Handled[] = [];
  for (const thing of things) parts.push(await handle(thing));
  const last = parts.at(-1) ?? ignored("There is nothing in it.");
  return parts.length > 1 ? { ...last, parts } : last;
}
