import type { World } from "../../src/domain/ports.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import type { Addresses } from "../addresses.ts";
import type { Profiles } from "../profiles.ts";
import type { Activity } from "./activity.ts";
import type { Intake } from "./intake.ts";
import type { Later } from "./queue.ts";
import type { Resolve } from "./resolve.ts";

/** What became of an activity, for the log alone: the sender hears 202 whatever it is. */
export interface Handled {
  kind: string;
  reason?: string;
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
    | "clock"
    | "debts"
    | "jobs"
  > {
  outbox: Pick<World["outbox"], "answerQuote">;
  addresses: Addresses;
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
