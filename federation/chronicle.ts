import type { Happening, JournalNote } from "../src/domain/journal.ts";
import type { World } from "../src/domain/ports.ts";
import { isProblem, type ProblemKind } from "../src/domain/problem.ts";
import type { RemoteProfile } from "../src/domain/repos.ts";
import type { Activity } from "./incoming/activity.ts";
import type { Handled } from "./incoming/handler.ts";
import { commentIdOf } from "./incoming/remote-id.ts";
import { plainly } from "./plain-words.ts";

/** Writes what comes in into the journal, in words that its owner understands. Nothing fails for its sake. */
export interface Chronicle {
  /** What became of an activity, and why, once it was known to be its signer's own. */
  handled(activity: Activity, signer: Pick<RemoteProfile, "handle">, handled: Handled): Promise<void>;
  /**
   * What was dropped or turned away before it was known whose it is; of its sender the server alone is named. `cause` is a
   * reason or what was thrown; faults of ours are left to the log.
   */
  turnedAway(actor: string, cause: unknown): void;
  /** What became of a reply that we looked for ourselves. */
  found(reply: Found): void;
}

/** A reply at its own server. */
export interface Found {
  thread: string | null;
  /** The handle of its author; the host of its server where its author is not known. */
  who: string;
  object: string;
  /** It was here before. */
  known?: boolean;
  outcome: Handled;
}

type Table = Partial<Record<Activity["kind"], Readonly<Record<string, Happening>>>>;

/** What is noted of which outcome; what is not named here is worth no line. */
const happenings: Table = {
  create: {
    published: "reply-published",
    held: "reply-held",
    already: "reply-again",
    twin: "reply-twin",
    refused: "reply-dropped",
    ignored: "reply-dropped",
    failed: "reply-lost",
    counted: "quoted",
  },
  update: {
    published: "reply-published",
    already: "reply-again",
    twin: "reply-twin",
    changed: "edit-taken",
    held: "edit-held",
    removed: "comment-gone",
    refused: "edit-dropped",
    ignored: "edit-dropped",
  },
  delete: { removed: "comment-gone", forgetting: "account-gone", ignored: "deletion-dropped" },
  like: { counted: "liked", ignored: "reaction-dropped" },
  emoji: { counted: "reacted", ignored: "reaction-dropped" },
  dislike: { counted: "disliked", ignored: "reaction-dropped" },
  quote: { counted: "quoted", ignored: "message-dropped" },
  announce: { counted: "boosted", ignored: "reaction-dropped" },
  undo: { undone: "unreacted", ignored: "message-dropped" },
  follow: { ignored: "follow-dropped" },
  block: { ignored: "message-dropped" },
  other: { ignored: "message-dropped" },
};

/** Of these the number counts, and not who: they would crowd out what has words. */
const counted: ReadonlySet<Happening> = new Set(["liked", "reacted", "disliked", "boosted", "quoted", "unreacted"]);
/** Of these there may be many alike. */
const repeated: ReadonlySet<Happening> = new Set(["reply-again", "edit-dropped", "reaction-dropped"]);

const refusals: readonly ProblemKind[] = ["unauthorized", "forbidden", "rate-limited", "invalid"];

export function createChronicle(world: Pick<World, "journal" | "comments" | "log">): Chronicle {
  const { journal } = world;

  /** Notes an outcome under its sentence; a private message with nothing but its server. */
  function note(kind: Activity["kind"], who: string, object: string | null, handled: Handled): void {
    const what = happenings[kind]?.[handled.kind];
    const thread = handled.thread ?? null;
    if (what === undefined || (counted.has(what) && thread === null)) return;
    const reason = reasonOf(handled);
    if (handled.private) {
      journal.note({ thread, what: "private-message", who: hostOf(who), object: null, reason, gather: true });
      return;
    }
    // What we have no use for may still be meant for few: it is not written down who said what.
    if (kind === "other") {
      journal.note({ thread, what, who: hostOf(who), object: null, reason, gather: true });
      return;
    }
    const entry: JournalNote = { thread, what, who, object: object === null ? null : spelt(object), reason };
    if (counted.has(what)) journal.note({ ...entry, who: null, object: null, gather: true });
    else if (what === "account-gone") journal.note({ ...entry, who: hostOf(who), object: null });
    else journal.note(repeated.has(what) ? { ...entry, gather: true } : entry);
  }

  /** Edits and deletions are about a comment that is here, which knows its thread. */
  async function threadOf(object: string | null, handled: Handled): Promise<string | null> {
    if (handled.thread !== undefined) return handled.thread;
    return object === null ? null : ((await world.comments.get(commentIdOf(object)))?.thread ?? null);
  }

  async function tell(activity: Activity, who: string, handled: Handled, object: string | null): Promise<void> {
    const about = activity.kind === "update" || activity.kind === "delete";
    const thread = about ? await threadOf(object, handled) : (handled.thread ?? null);
    note(activity.kind, who, object ?? activity.id, { ...handled, thread });
  }

  return {
    async handled(activity, { handle }, handled) {
      // Nobody learns who reported whom, nor that somebody did.
      if (activity.kind === "flag") return;
      try {
        const objects = objectsOf(activity);
        const parts = (handled.parts ?? [handled]).map((part) =>
          isPrivate(activity, part) ? { ...part, private: true as const } : part,
        );
        for (const [i, part] of parts.entries()) await tell(activity, handle, part, objects[i] ?? null);
      } catch (error) {
        world.log.warn({ error }, "What became of an activity could not be noted in the journal.");
      }
    },
    turnedAway(actor, cause) {
      const who = URL.canParse(actor) ? new URL(actor).host : null;
      const tell = (what: Happening, reason: string) =>
        journal.note({ thread: null, what, who, object: null, reason: plainly(reason) });
      if (typeof cause === "string") tell("message-dropped", cause);
      else if (isProblem(cause, "busy")) tell("message-unchecked", cause.message);
      else if (isProblem(cause, ...refusals)) tell("message-refused", cause.message);
    },
    found: ({ thread, who, object, known = false, outcome }) =>
      note(known ? "update" : "create", who, object, { ...outcome, thread }),
  };
}

function objectsOf(activity: Activity): (string | null)[] {
  if ("things" in activity) return activity.things.map(({ id }) => id);
  return "thing" in activity ? [activity.thing.id] : [];
}

function reasonOf({ reason, reasons }: Handled): string | null {
  const all = reasons ?? (reason === undefined ? [] : [reason]);
  return all.length === 0 ? null : all.map(plainly).join(" ");
}

/** An address as a browser spells it: whatever a stranger put into it, nothing in there moves a cursor. */
function spelt(address: string): string {
  return URL.canParse(address) ? new URL(address).href : "";
}

function hostOf(who: string): string {
  return who.slice(who.lastIndexOf("@") + 1);
}

/** What was left aside and was not addressed to everybody, whatever the reason that it was left for. */
function isPrivate({ kind, public: open }: Activity, { kind: outcome }: Handled): boolean {
  return open !== true && outcome === "ignored" && (kind === "create" || kind === "announce");
}
