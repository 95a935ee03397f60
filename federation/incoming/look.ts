import type { RemoteProfile } from "../../src/domain/repos.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import { isBlocked } from "../../src/usecases/receive/blocked.ts";
import type { RemoteRemoval, Removed } from "../../src/usecases/receive/receive-removal.ts";
import { type Authenticate, noteClaim, refusal } from "../authenticate.ts";
import type { Budget } from "../fetch-budget.ts";
import { hostOf } from "../hosts.ts";
import type { Profiles } from "../profiles.ts";
import type { Documents, Fetched } from "./documents.ts";
import { type Handled, ignored, privately } from "./handler.ts";
import type { Intake } from "./intake.ts";
import { idsOf, type Json, member } from "./json.ts";
import { type Envelope, isNote, type Note, readNote } from "./note.ts";
import { createTakeQuoteAnew, type QuoteNeeds } from "./quote.ts";
import { commentIdOf } from "./remote-id.ts";

/** What was seen of an object at its own server, and what became of it here. */
export interface Looked {
  outcome: Handled;
  /** The thread it is in; null when it is in none of ours. */
  thread: string | null;
  /** It was here before. */
  known: boolean;
  /** The handle of its author; the host of its server when nothing is known of them. */
  who: string;
  /** As it is shown there; null when it is not. */
  json: Json | null;
  /** A public note of which only the place is not known yet. */
  unplaced: { note: Note; author: RemoteProfile } | null;
}

/** What is known before an object is looked at. */
export interface Hint {
  /** The object, as its own origin showed it a moment ago. */
  json?: Json;
  /** What the activity around it says of it. */
  envelope?: Envelope | undefined;
  /** Somebody said that it changed or is gone: that it is not found counts as gone, and no audience as a private one. */
  doubted?: boolean;
  /** Who said that it is there again, after it was taken back. */
  restoredBy?: string | null;
  /** Where its owner wants it, at the top, whatever it answers. */
  place?: { site: Site; thread: Thread };
}

export interface LookNeeds extends QuoteNeeds {
  authenticate: Authenticate;
  documents: Documents;
  people: Profiles;
  intake: Intake;
  receiveRemoval: (removal: RemoteRemoval) => Promise<Removed>;
}

export type Look = (id: string, budget: Budget, hint?: Hint) => Promise<Looked>;

const patienceMs = 10_000;

/**
 * The one door for what is not brought by its author: looks at an object where it lives, and only that copy counts. Gone
 * means removed, a public one is stored or taken over, a private one is not shown (any more). Throws `busy` when its
 * server is away or the budget is used up, `forbidden` when it is not its author's own.
 */
export function createLook(world: LookNeeds): Look {
  const takeQuoteAnew = createTakeQuoteAnew(world);

  return async function look(id, budget, hint = {}) {
    const { json, envelope, doubted = false, restoredBy = null } = hint;
    const nothing = { thread: null, known: false, who: hostOf(id), json: null, unplaced: null };
    const dropped = (reason: string): Looked => ({ ...nothing, outcome: ignored(reason) });
    if (await isBlocked(world, null, id)) return dropped("Its author or their server is blocked.");
    const fetched: Fetched = json
      ? { kind: "found", json, url: id }
      : await world.documents.object(id, patienceMs, budget);
    if (fetched.kind === "unusable") return dropped(fetched.reason);
    if (fetched.kind === "gone" || (fetched.kind === "missing" && doubted))
      return { ...nothing, ...(await remove(id)) };
    if (fetched.kind === "missing") return dropped("It is not found where it was written.");

    const note = isNote(fetched.json) ? readNote(fetched.json, envelope) : null;
    if (!note || note.vote) return { ...dropped("It is no post."), json: fetched.json };
    const verdict = world.authenticate(noteClaim(note), { kind: "fetched", from: fetched.url });
    if (verdict.kind === "refused") throw refusal(verdict);
    if (verdict.kind === "fetch") return dropped("It has to be looked at where it lives.");
    const found = await world.people.ofActor(verdict.owner, budget);
    if (found.kind !== "found") return dropped("Its author is gone.");
    const { profile } = found;
    const quoted = await takeQuoteAnew(note, verdict.owner);
    const seen = { ...nothing, who: profile.handle, json: fetched.json };
    const known = await world.comments.get(commentIdOf(note.id));
    if (!known) return { ...seen, ...(await place(note, profile, quoted, hint.place)) };
    const silent = note.public === null && !doubted;
    const back = { ...seen, known: true, thread: known.thread };
    if (silent) return { ...back, outcome: ignored("It does not say who may read it.") };
    if (note.public === true && restoredBy !== null && mayRestore(note.id, fetched.json, restoredBy))
      return { ...back, outcome: await world.intake.restore(note, profile) };
    return { ...back, outcome: await world.intake.edit(note, profile) };
  };

  async function remove(id: string): Promise<Partial<Looked> & { outcome: Handled }> {
    const known = await world.comments.get(commentIdOf(id));
    if (!known) return { outcome: ignored("It is gone where it was written.") };
    const outcome = await world.receiveRemoval({ id: known._id, remoteId: id, actor: null });
    const { author, thread } = known;
    return {
      outcome,
      thread,
      known: true,
      ...(author.kind === "remote" && author.handle ? { who: author.handle } : {}),
    };
  }

  /** Puts a note that is new below what it answers. */
  async function place(
    note: Note,
    author: RemoteProfile,
    quoted: Handled | null,
    wanted: Hint["place"],
  ): Promise<Pick<Looked, "outcome" | "thread" | "unplaced">> {
    const none = { thread: null, unplaced: null };
    if (wanted) {
      const there = { kind: "found", ...wanted, parent: null } as const;
      const outcome = note.public === true ? await world.intake.store(note, author, there) : privately();
      return { ...none, thread: wanted.thread._id, outcome };
    }
    if (note.answers === null) return { ...none, outcome: quoted ?? ignored("It answers nothing.") };
    const place = await world.resolve(note.answers);
    if (place.kind === "nothing") return { ...none, outcome: quoted ?? ignored("It answers nothing of ours.") };
    const thread = place.kind === "found" ? place.thread._id : null;
    if (note.public !== true) return { ...none, thread, outcome: quoted ?? privately() };
    if (place.kind === "found") return { ...none, thread, outcome: await world.intake.store(note, author, place) };
    return { thread, outcome: ignored("It answers nothing of ours."), unplaced: { note, author } };
  }

  /** Its own server may bring back what it took back, or a group that it is addressed to. */
  function mayRestore(id: string, object: Json, by: string): boolean {
    if (world.authenticate({ id, owners: null }, { kind: "within", owner: by }).kind !== "refused") return true;
    return ["to", "cc", "audience"].flatMap((name) => idsOf(member(object, name))).includes(by);
  }
}
