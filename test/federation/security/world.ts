import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import type { Comment } from "../../../src/domain/comment.ts";
import { actorOf, type InboxAnswer, type InboxNode, ourOrigin, startInboxNode } from "../../helpers/inbox-node.ts";
import type { SignOptions, TestKey } from "../../helpers/remote.ts";

export const everyone = "https://www.w3.org/ns/activitystreams#Public";
export const post = `${ourOrigin}/ap/posts/note1`;

/** Somebody of the pretend fediverse who can sign. */
export interface Somebody {
  id: string;
  key: TestKey;
}

/** A node with an honest writer, a neighbour on the same server, and an attacker elsewhere. */
export interface Stage {
  node: InboxNode;
  ada: Somebody;
  neighbour: Somebody;
  mallory: Somebody;
  /** Sends an activity in somebody's name, signed by them or by whom is given. */
  say(who: Somebody, activity: Json, by?: Somebody, bent?: Partial<SignOptions>): Promise<InboxAnswer>;
  /** Lets jobs run until none is left. */
  work(): Promise<void>;
  /** What the store holds of the thread. */
  comments(): Promise<Comment[]>;
  close(): Promise<void>;
}

/** Sets the stage; close it when done. */
export async function setStage(): Promise<Stage> {
  const node = await startInboxNode();
  const somebody = (id: string): Somebody => ({ id, key: node.introduce(personAt(id)) });
  return {
    node,
    ada: somebody("https://honest.example/users/ada"),
    neighbour: somebody("https://honest.example/users/bob"),
    mallory: somebody("https://evil.example/users/mallory"),
    say: (who, activity, by = who, bent = {}) =>
      node.deliver({ "@context": "https://www.w3.org/ns/activitystreams", actor: who.id, ...activity }, by.key, bent),
    async work() {
      for (let round = 0; round < 5 && (await node.work()).length > 0; round++);
    },
    comments: () => node.repos.comments.onThread("thread"),
    close: () => node.close(),
  };
}

/** An actor document at an address, shaped as Mastodon's, its key to be put in. */
export function personAt(id: string, given: Json = {}): Json {
  return {
    ...actorOf("mastodon"),
    id,
    inbox: `${id}/inbox`,
    url: id,
    endpoints: {},
    preferredUsername: id.slice(id.lastIndexOf("/") + 1),
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: "KEY" },
    ...given,
  };
}

/** A public answer to the post. */
export function noteBy(author: string, given: Json = {}): Json {
  const id = `${author}/notes/1`;
  return {
    id,
    type: "Note",
    attributedTo: author,
    inReplyTo: post,
    to: [everyone],
    content: "<p>True words</p>",
    ...given,
  };
}

/** Its Create. */
export function createOf(note: Json, given: Json = {}): Json {
  return {
    id: `${String(note["attributedTo"])}#create-${String(note["id"])}`,
    type: "Create",
    to: [everyone],
    object: note,
    ...given,
  };
}

/** Nothing of the thread is stored. */
export async function expectNothing(stage: Stage): Promise<void> {
  expect(await stage.comments()).to.deep.equal([]);
}
