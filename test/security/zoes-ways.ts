import { expect } from "chai";
import type { Json } from "../../federation/incoming/json.ts";
import { type Conversation, post } from "../helpers/conversation.ts";

export const Public = "https://www.w3.org/ns/activitystreams#Public";
export const host = "sub.far.example";
export const zoe = `https://${host}/users/zoe`;
export const noteId = `https://${host}/notes/forbidden`;

/** What came through: it is to be seen, it waits for the owner, or it is not here. */
export type Came = "shown" | "held" | "nothing";

/** A way by which something of zoe's can get in. */
export interface Way {
  /** What must have happened before there was any rule. */
  before?: (at: Conversation) => Promise<void>;
  go: (at: Conversation) => Promise<void>;
  /** What came of it. */
  came: (at: Conversation) => Promise<Came>;
}

const key = (at: Conversation, id = zoe) => ({ ...at.adas, id: `${id}#main-key` });

export async function send(at: Conversation, activity: Json, by = zoe): Promise<void> {
  at.introduce(`zoe@${host}`);
  const whole = { "@context": "https://www.w3.org/ns/activitystreams", actor: zoe, to: [Public], ...activity };
  const { status, body } = await at.node.deliver(whole, key(at, by));
  expect(status, body).to.be.oneOf([202, 403]);
  at.node.clock.advance(1_000);
  for (let i = 0; i < 3; i++) await at.node.work();
}

export function note(at: Conversation, answers: string | null, given: Json = {}): Json {
  at.note("forbidden", answers, { by: `zoe@${host}`, ...given });
  return {
    id: noteId,
    type: "Note",
    attributedTo: zoe,
    inReplyTo: answers,
    to: [Public],
    content: "<p>These are forbidden words.</p>",
    published: at.node.clock.now().toISOString(),
    ...given,
  };
}

export const create = (at: Conversation, answers: string | null, given: Json = {}) =>
  send(at, { id: `${noteId}/create`, type: "Create", object: note(at, answers, given) });

async function cameAs(at: Conversation, id = noteId): Promise<Came> {
  const comment = await at.node.comment(id);
  if (!comment || comment.hiddenBy !== null) return "nothing";
  return comment.state === "published" ? "shown" : comment.state === "held" ? "held" : "nothing";
}

export const reactions = async (at: Conversation): Promise<Came> => {
  const {
    likes = 0,
    boosts = 0,
    dislikes = 0,
    quotes = 0,
    emoji = [],
  } = (await at.node.repos.threads.get("thread"))?.reactions ?? {};
  return likes + boosts + dislikes + quotes + emoji.length > 0 ? "shown" : "nothing";
};
export const react = (type: string, given: Json = {}): Way => ({
  go: (at) => send(at, { id: `https://${host}/activities/${type}`, type, object: post, ...given }),
  came: reactions,
});
export const written = (way: Omit<Way, "came">): Way => ({ came: (at) => cameAs(at), ...way });

/** Somebody else sends it on, who is not covered by any rule. */
export const forwarded = async (at: Conversation, activity: Json) => {
  const mira = at.introduce("mira@group.example");
  await send(at, activity, mira);
};
