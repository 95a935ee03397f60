import { randomUUID } from "node:crypto";
import {
  Announce,
  Create,
  Delete,
  Follow,
  isActor,
  Like,
  Mention,
  Note,
  PUBLIC_COLLECTION,
  Tombstone,
  Undo,
  Update,
} from "@fedify/vocab";
import { Temporal } from "@js-temporal/polyfill";

/** What the person can be told to do, by name. Each resolves when the other server has answered, and throws when it refused. */
export function createDeeds(person) {
  const { name, own, gone } = person;
  const ctx = person.context();
  const me = ctx.getActorUri(name);
  const followers = ctx.getFollowersUri(name);
  const done = new Map();
  const known = new Map();

  const fresh = (kind) => new URL(`/${kind}/${randomUUID()}`, me);
  const send = (recipient, activity) =>
    ctx.sendActivity({ identifier: name }, recipient, activity, { immediate: true, preferSharedInbox: false });

  /** Fetches what is not known yet, signed, as a server wants it that hands documents to known ones alone. */
  async function look(address) {
    if (known.has(address)) return known.get(address);
    const documentLoader = await ctx.getDocumentLoader({ identifier: name });
    const found = await ctx.lookupObject(address, { documentLoader });
    if (!found) throw new Error(`${address} was not found.`);
    known.set(address, found);
    return found;
  }

  async function authorOf(note) {
    const author = await look(note.attributionId.href);
    if (!isActor(author)) throw new Error(`${note.attributionId} is no actor.`);
    return author;
  }

  /** Says something about somebody's note to its author, and remembers it so that it can be taken back. */
  async function react(kind, Activity, address) {
    const note = await look(address);
    const author = await authorOf(note);
    const activity = new Activity({
      id: fresh(kind),
      actor: me,
      object: note.id,
      to: PUBLIC_COLLECTION,
      cc: author.id,
    });
    done.set(`${kind} ${address}`, { activity, recipient: author });
    await send(author, activity);
    return activity.id.href;
  }

  async function takeBack(what) {
    const { activity, recipient } = done.get(what);
    await send(recipient, new Undo({ id: fresh("undo"), actor: me, object: activity, to: PUBLIC_COLLECTION }));
  }

  async function write(id, text, { parent, author, audience, updated }) {
    const note = new Note({
      id: new URL(`/notes/${id}`, me),
      attribution: me,
      replyTarget: parent,
      content: `<p>${text}</p>`,
      tags: [new Mention({ href: author.id, name: `@${author.preferredUsername}@${author.id.host}` })],
      published: Temporal.Now.instant(),
      updated,
      ...(audience === "followers"
        ? { to: followers, cc: author.id }
        : { to: PUBLIC_COLLECTION, ccs: [followers, author.id] }),
    });
    own.set(id, { note, audience, parent, author });
    return note;
  }

  return {
    /** Finds the actor by WebFinger at its own host, then follows. The library asks hosts of handles by https alone, so the address is asked. */
    async follow({ actor }) {
      const found = await ctx.lookupWebFinger(actor);
      const self = found?.links?.find((link) => link.rel === "self" && link.type === "application/activity+json");
      if (!self?.href) throw new Error(`WebFinger knows nothing of ${actor}.`);
      const blog = await look(self.href);
      const follow = new Follow({ id: fresh("follow"), actor: me, object: blog.id });
      done.set("follow", { activity: follow, recipient: blog });
      person.answered("asked");
      await send(blog, follow);
      return found.subject;
    },
    async unfollow() {
      await takeBack("follow");
      person.answered("no");
    },
    async reply({ to, text, audience = "public" }) {
      const parent = await look(to);
      const author = await authorOf(parent);
      const note = await write(randomUUID(), text, { parent: parent.id, author, audience });
      await send(
        author,
        new Create({ id: fresh("create"), actor: me, object: note, tos: note.toIds, ccs: note.ccIds }),
      );
      return note.id.href;
    },
    async edit({ note, text }) {
      const id = note.split("/").at(-1);
      const changed = await write(id, text, { ...own.get(id), updated: Temporal.Now.instant() });
      const activity = new Update({
        id: fresh("update"),
        actor: me,
        object: changed,
        tos: changed.toIds,
        ccs: changed.ccIds,
      });
      await send(own.get(id).author, activity);
    },
    async delete({ note }) {
      const id = note.split("/").at(-1);
      const { author } = own.get(id);
      own.delete(id);
      gone.add(`/notes/${id}`);
      const object = new Tombstone({ id: new URL(note) });
      await send(author, new Delete({ id: fresh("delete"), actor: me, object, to: PUBLIC_COLLECTION }));
    },
    async leave() {
      const { recipient } = done.get("follow");
      await send(recipient, new Delete({ id: fresh("delete"), actor: me, object: me, to: PUBLIC_COLLECTION }));
      gone.add(me.pathname);
    },
    like: ({ note }) => react("like", Like, note),
    unlike: ({ note }) => takeBack(`like ${note}`),
    boost: ({ note }) => react("boost", Announce, note),
    unboost: ({ note }) => takeBack(`boost ${note}`),
  };
}
