import type { Comment } from "../src/domain/comment.ts";
import type { Telling } from "../src/domain/debt.ts";
import type { Outbox, World } from "../src/domain/ports.ts";
import { guestActorName, nodeActorName } from "../src/domain/site.ts";
import type { Thread } from "../src/domain/thread.ts";
import type { Addresses } from "./addresses.ts";
import { countingInto } from "./delivery/journal.ts";
import type { Engine, RecipientPage, Recipients } from "./engine/engine.ts";
import { answerToFollow, type Follow, saidAt, tellingOf, tombstoneOf } from "./outgoing/activities.ts";
import type { ActivityName } from "./outgoing/activity-id.ts";
import { type Document, timestamp } from "./outgoing/document.ts";
import { flagOf } from "./outgoing/flag.ts";
import type { Notes } from "./outgoing/notes.ts";
import { answerToQuote, isStamped, revocationOf } from "./outgoing/quotes.ts";
import { remembering, toldOf } from "./outgoing/remembered.ts";
import { isGone } from "./outgoing/view.ts";
import type { RecipientFinder } from "./recipients.ts";

/** What the outbox tells at once; a follow needs no more than what its answer names. */
export interface Teller
  extends Pick<Outbox, "tellOfComment" | "tellOfThread" | "answerQuote" | "revokeQuote" | "report"> {
  answer(follow: Follow, answer: "accept" | "reject"): Promise<void>;
}

export interface TellerNeeds {
  world: Pick<World, "sites" | "threads" | "graves" | "tellings" | "profiles" | "journal" | "clock">;
  addresses: Addresses;
  engine: Pick<Engine, "publish">;
  notes: Notes;
  recipients: RecipientFinder;
}

const tenYears = 10 * 365 * 86_400_000;

/**
 * Builds what is to be said with the engine and queues it. Everything may be repeated: an activity is named after the
 * document, its version and what is said, and its first body stays. What cannot be said any more, because the post or
 * the site is gone, is left out.
 */
export function createTeller({ world, addresses, engine, notes, recipients }: TellerNeeds): Teller {
  const since = (debtor: Comment | Thread) => debtor.owedSince ?? world.clock.now();

  async function tell(thread: string, name: ActivityName, actor: string, object: Document, at: string, to: Recipients) {
    const note = toldOf(name);
    const activity = tellingOf(addresses, name, { actor, object, at });
    const all = remembering(world.tellings, note, name.telling, to);
    await engine.publish(actor, activity, countingInto(world.journal, thread, name, all));
    // Nothing is told of it after its Delete; whoever starts again after a crash finds the followers at least.
    if (name.telling === "delete") await world.tellings.forget(note);
  }

  return {
    async tellOfThread(thread, telling) {
      const name = { of: "post", document: thread.noteId, telling, version: versionOf(telling, thread) } as const;
      const edited = telling === "update" ? (thread.page.updatedAt ?? since(thread)) : null;
      const written = await notes.ofPost(thread, edited);
      if (!written) return;
      const object = telling === "delete" ? tombstoneOf(written.note.id, written.note.type) : written.note;
      const at = telling === "delete" ? timestamp(since(thread)) : saidAt(telling, written.note);
      await tell(thread._id, name, written.actor, object, at, recipients.ofThread(thread, written.actor));
    },
    async tellOfComment(comment, telling, inboxes) {
      const name = { of: "comment", document: comment._id, telling, version: versionOf(telling, comment) } as const;
      if (telling === "delete") {
        const site = await world.sites.get(comment.site);
        const id = addresses.comment(comment._id);
        await world.graves.bury(id, new Date(world.clock.now().getTime() + tenYears));
        if (!site) return;
        const guests = guestActorName(site);
        const to = recipients.ofComment(comment, guests, inboxes);
        return tell(comment.thread, name, guests, tombstoneOf(id), timestamp(since(comment)), to);
      }
      const written = await notes.ofComment(comment);
      if (!written || isGone(written.thread, written.thread.noteId)) return;
      const to = recipients.ofComment(comment, written.actor, inboxes);
      await tell(comment.thread, name, written.actor, written.note, saidAt(telling, written.note), to);
    },
    async answer(follow, answer) {
      const activity = answerToFollow(addresses, follow, answer, world.clock.now());
      await engine.publish(follow.actor, activity, only(follow.inbox));
    },
    async answerQuote(ask, answer) {
      await engine.publish(ask.by, answerToQuote(addresses, ask, answer, world.clock.now()), only(ask.inbox));
    },
    async revokeQuote(quote) {
      const asker = isStamped(quote) ? await world.profiles.get(quote.actor) : null;
      if (!asker || !isStamped(quote)) return;
      const activity = revocationOf(addresses, quote, world.clock.now());
      await engine.publish(quote.quote.by, activity, only(asker.sharedInbox ?? asker.inbox));
    },
    async report(report) {
      const author = await world.profiles.get(report.actor);
      if (!author) return;
      const activity = flagOf(addresses, report, world.clock.now());
      await engine.publish(nodeActorName, activity, only(author.sharedInbox ?? author.inbox));
    },
  };
}

/** What is told later than it was remembered keeps the name that it was remembered by. */
function versionOf(telling: Telling, { told, version }: Pick<Comment | Thread, "told" | "version">): number {
  if (telling === "delete" || !told) return version;
  return telling === "create" ? told.first : told.last;
}

async function* only(inbox: string): AsyncGenerator<RecipientPage> {
  yield { inboxes: [inbox], patient: false };
}
