import { type Comment, isVisible } from "../../src/domain/comment.ts";
import type { World } from "../../src/domain/ports.ts";
import type { Site } from "../../src/domain/site.ts";
import { isApart, type Thread } from "../../src/domain/thread.ts";
import type { Actors } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import type { ActorKeys } from "../keys.ts";
import { activityTypes, saidAt, tellingOf, tombstoneOf } from "./activities.ts";
import { type ActivityName, readActivityId } from "./activity-id.ts";
import { actorDocument, pageOf } from "./actor.ts";
import type { Activity, Document } from "./document.ts";
import type { Notes, Written } from "./notes.ts";
import { authorizationOf, isStamped } from "./quotes.ts";

/** What lies at one of our addresses. What was never told to anybody is not there at all. */
export type Found =
  | {
      kind: "found";
      document: Document;
      /** The page for people; null when there is none. */
      page: string | null;
      /** When it is known to change. */
      until?: Date | null;
    }
  | { kind: "gone"; document: Document }
  | { kind: "none" };

/** Our documents as others may see them: made from the store at each request, never kept a second time. */
export interface View {
  /** An actor, a post, a comment, an activity, or leave to quote. */
  find(url: string): Promise<Found>;
  /** The Creates of a site's announced posts, the newest first. Throws `invalid` for an unknown page marker. */
  outbox(
    site: Site,
    page: { after: string | null; limit: number },
  ): Promise<{ items: Activity[]; next: string | null }>;
}

export interface ViewNeeds {
  world: Pick<World, "comments" | "threads" | "reactions" | "graves" | "clock">;
  addresses: Addresses;
  actors: Actors;
  keys: ActorKeys;
  notes: Notes;
}

const none: Found = { kind: "none" };

export function createView({ world, addresses, actors, keys, notes }: ViewNeeds): View {
  async function actor(name: string): Promise<Found> {
    const own = await actors.find(name);
    if (!own) return none;
    const key = await keys.of(own.name);
    const document = actorDocument(addresses, own, key);
    return { kind: "found", document, page: pageOf(addresses, own), until: key.until };
  }

  async function post(noteId: string): Promise<Found> {
    const thread = await world.threads.byNote(noteId);
    if (!thread || isApart(thread)) return none;
    const written = await notes.ofPost(thread, editedAt(thread));
    if (!isGone(thread, noteId)) return foundNote(written);
    return { kind: "gone", document: tombstoneOf(addresses.post(noteId), written?.note.type) };
  }

  async function comment(id: string): Promise<Found> {
    const known = await world.comments.get(id);
    if (known && isTold(known)) return foundNote(await notes.ofComment(known));
    const buried = await world.graves.has(addresses.comment(id), world.clock.now());
    return buried ? { kind: "gone", document: tombstoneOf(addresses.comment(id)) } : none;
  }

  /** What was said stays to be seen only while it holds; of something deleted, all that was said is gone with it. */
  async function activity(id: string): Promise<Found> {
    const name = readActivityId(id);
    if (!name) return none;
    const isPost = name.of === "post";
    const document = isPost ? await world.threads.byNote(name.document) : await world.comments.get(name.document);
    const object = await (isPost ? post(name.document) : comment(name.document));
    if (object.kind === "gone") {
      return { kind: "gone", document: tombstoneOf(addresses.activity(id), activityTypes[name.telling]) };
    }
    if (!document || object.kind !== "found" || !wasSaid(document, name)) return none;
    return foundActivity(name, object);
  }

  function foundActivity(name: ActivityName, object: Extract<Found, { kind: "found" }>): Found {
    const { document, page } = object;
    const at = saidAt(name.telling, document);
    const said = { actor: addresses.read(String(document["attributedTo"])), object: document, at };
    if (said.actor?.kind !== "actor") return none;
    return { kind: "found", document: tellingOf(addresses, name, { ...said, actor: said.actor.name }), page };
  }

  /** Leave ends with what may be quoted. */
  async function quote(id: string): Promise<Found> {
    const leave = await world.reactions.get(id);
    if (!isStamped(leave)) return none;
    const quoted = addresses.read(addresses.origin + leave.quote.of);
    const about =
      quoted?.kind === "post" ? await post(quoted.id) : quoted?.kind === "comment" && (await comment(quoted.id));
    if (!about || about.kind !== "found") return none;
    return { kind: "found", document: authorizationOf(addresses, leave), page: about.page };
  }

  return {
    async find(url) {
      const named = addresses.read(url);
      if (named?.kind === "actor") return actor(named.name);
      if (named?.kind === "post") return post(named.id);
      if (named?.kind === "comment") return comment(named.id);
      if (named?.kind === "quote") return quote(named.id);
      return named ? activity(named.id) : none;
    },
    async outbox(site, page) {
      const { items, next } = await world.threads.announced(site._id, "announced", page);
      const creates = items.map(async (thread) => {
        const written = thread.told && (await notes.ofPost(thread, editedAt(thread)));
        if (!thread.told || !written) return [];
        const name = { of: "post", document: thread.noteId, telling: "create", version: thread.told.first } as const;
        const at = saidAt(name.telling, written.note);
        const create = tellingOf(addresses, name, { actor: site.handle, object: written.note, at });
        // Twenty whole texts would make a page of several megabytes.
        return [written.note.type === "Article" ? { ...create, object: written.note.id } : create];
      });
      return { items: (await Promise.all(creates)).flat(), next };
    },
  };
}

/** When a post was edited, as far as others were told; an `updated` that nobody was told of would mark it as edited. */
export function editedAt(thread: Pick<Thread, "told" | "page">): Date | null {
  return thread.told && thread.told.last !== thread.told.first ? thread.page.updatedAt : null;
}

/** Whether a Note of a thread was taken back. */
export function isGone(thread: Pick<Thread, "noteId" | "announcement">, noteId: string): boolean {
  return thread.noteId !== noteId || thread.announcement === "withdrawn";
}

/** Whether the fediverse knows a visitor's comment. */
export function isTold(comment: Comment): boolean {
  return comment.origin !== "fediverse" && comment.federate && comment.told !== null && isVisible(comment);
}

function wasSaid({ told }: Pick<Comment | Thread, "told">, { telling, version }: ActivityName): boolean {
  if (!told || telling === "delete") return false;
  return telling === "create" ? version === told.first : version > told.first && version <= told.last;
}

function foundNote(written: Written | null): Found {
  return written ? { kind: "found", document: written.note, page: written.page } : none;
}
