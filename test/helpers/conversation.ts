import type { Json } from "../../federation/incoming/json.ts";
import { walkJob } from "../../src/usecases/receive/plan-walks.ts";
import { fixture } from "./fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "./inbox-node.ts";
import type { TestKey } from "./remote.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";

/** The post that all of this is about. */
export const post = "https://node.example/ap/posts/note1";
/** A comment by ada that reached us. */
export const known = "https://mastodon.example/users/ada/statuses/110001";

/** A node with one comment from elsewhere, and a pretend fediverse whose notes and people are made by name. */
export interface Conversation {
  node: InboxNode;
  adas: TestKey;
  /** Serves somebody, and returns their id. */
  introduce(handle: string): string;
  /** Serves a note, public and by `AUTHOR@HOST` unless told otherwise, and returns its id: `https://HOST/notes/NAME`. */
  note(name: string, answers: string | null, given?: Json & { by?: string }): string;
  /** What the server of ada's comment now shows of it. */
  show(given: Json): void;
  /** Walks the thread once, at once, and returns what was asked for. */
  walk(): Promise<string[]>;
  /** Whether a note is a comment here. */
  has(id: string): Promise<boolean>;
}

/** Starts with ada's comment stored, and the thread due for a walk. */
export async function startConversation(): Promise<Conversation> {
  const node = await startInboxNode();
  const ada = actorOf("mastodon");
  const adas = node.introduce(ada);
  const create = fixture("mastodon/create-reply");
  await node.deliver(create, adas);
  const ours = create["object"] as Json;
  node.fediverse.serve(known, ours);
  node.fediverse.asked.length = 0;
  await node.repos.walks.stir("thread", node.clock.now(), node.clock.now());

  function introduce(handle: string): string {
    const [name = "", host = ""] = handle.split("@");
    const id = `https://${host}/users/${name}`;
    if (id === ada["id"]) return id;
    node.introduce({
      ...actorOf("mastodon"),
      id,
      preferredUsername: name,
      inbox: `${id}/inbox`,
      url: id,
      endpoints: {},
      publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: "KEY" },
    });
    return id;
  }

  return {
    node,
    adas,
    introduce,
    note(name, answers, { by = `zoe@far.example`, ...given } = {}) {
      const id = `https://${by.split("@")[1]}/notes/${name}`;
      const attributedTo = introduce(by);
      const published = node.clock.now().toISOString();
      const content = `<p>These are the words of ${name}.</p>`;
      const whole = { id, type: "Note", attributedTo, inReplyTo: answers, to: [Public], content, published, ...given };
      node.fediverse.serve(id, whole);
      return id;
    },
    show: (given) => node.fediverse.serve(known, { ...ours, ...given }),
    async walk() {
      node.fediverse.asked.length = 0;
      const now = node.clock.now();
      await node.repos.jobs.put([walkJob("thread")], now);
      await node.work();
      return [...node.fediverse.asked];
    },
    has: async (id) => (await node.comment(id))?.state === "published",
  };
}

/** A collection whose first page is inside it, as Mastodon has it. */
export function inline(id: string, items: unknown[], next?: string): Json {
  const first = { type: "CollectionPage", partOf: id, items, ...(next ? { next } : {}) };
  return { id, type: "Collection", first };
}
