import { commentIdOf } from "../../federation/incoming/remote-id.ts";
import { isProblem } from "../../src/domain/problem.ts";
import { inline, known, post } from "../helpers/conversation.ts";
import { actorOf } from "../helpers/inbox-node.ts";
import {
  create,
  forwarded,
  host,
  note,
  noteId,
  Public,
  react,
  reactions,
  send,
  type Way,
  written,
  zoe,
} from "./zoes-ways.ts";

/** Ways of words and of what is said with them. */
export const texts: Record<string, Way> = {
  "a reply, sent by its author": written({ go: (at) => create(at, post) }),
  "an answer to a comment from elsewhere": written({ go: (at) => create(at, known) }),
  "an edit that comes before its post": written({
    go: (at) => send(at, { id: `${noteId}/update`, type: "Update", object: note(at, post) }),
  }),
  "a warning around harmless words": written({
    go: (at) => create(at, post, { content: "<p>Hello.</p>", summary: "forbidden" }),
  }),
  "the address of a link in harmless words": written({
    go: (at) => create(at, post, { content: '<p><a href="https://x.example/forbidden">Hello</a></p>' }),
  }),
  "the description of a picture": written({
    go: (at) =>
      create(at, post, {
        content: "<p>Hello.</p>",
        attachment: [{ type: "Image", mediaType: "image/png", url: `https://${host}/1.png`, name: "forbidden" }],
      }),
  }),
  "a reply that a third server forwards": written({
    go: (at) => forwarded(at, { id: `${noteId}/create`, type: "Create", object: note(at, post) }),
  }),
  "a reply that a group hands round": written({
    go: (at) => {
      const object = { id: `${noteId}/create`, type: "Create", actor: zoe, to: [Public], object: note(at, post) };
      const group = at.introduce("books@group.example");
      return send(at, { id: "https://group.example/announce/1", type: "Announce", actor: group, object }, group);
    },
  }),
  "a reply that the walk of the thread finds": written({
    go: async (at) => {
      at.show({ replies: inline(`${known}/replies`, [at.note("forbidden", known, { by: `zoe@${host}` })]) });
      await at.walk();
    },
  }),
  "a reply to a reply that has to be found first": written({
    go: (at) => create(at, at.note("between", post, { by: "mira@group.example" })),
  }),
  "an ancestor of somebody else's reply": written({
    go: async (at) => {
      const ancestor = at.note("forbidden", post, { by: `zoe@${host}` });
      const id = at.note("below", ancestor, { by: "mira@group.example" });
      const mira = at.introduce("mira@group.example");
      const object = {
        id,
        type: "Note",
        attributedTo: mira,
        inReplyTo: ancestor,
        to: [Public],
        content: "<p>These are the words of below.</p>",
        published: at.node.clock.now().toISOString(),
      };
      await send(at, { id: `${id}/create`, type: "Create", actor: mira, object }, mira);
    },
  }),
  "a reply to the post that the blog itself published": written({
    go: (at) => {
      const given = { type: "Article", name: "A post", url: "https://blog.example/post" };
      return create(at, at.note("own", null, { by: "index@blog.example", ...given }));
    },
  }),
  "a conversation that the owner adopts": written({
    async go(at) {
      const [site, thread] = [await at.node.repos.sites.get("site"), await at.node.repos.threads.get("thread")];
      if (!site || !thread) throw new Error("There is no thread.");
      const id = at.note("forbidden", null, { by: `zoe@${host}`, content: "<p>These are forbidden words.</p>" });
      await at.node.inbox.adopt(id, { site, thread }).catch((error: unknown) => {
        if (!isProblem(error, "invalid")) throw error;
      });
    },
  }),
  "an edit of what is here": {
    before: (at) => create(at, post, { content: "<p>Harmless.</p>" }),
    go: (at) => {
      const updated = new Date(at.node.clock.now().getTime() + 1).toISOString();
      return send(at, { id: `${noteId}/update`, type: "Update", object: { ...note(at, post), updated } });
    },
    async came(at) {
      const comment = await at.node.comment(noteId);
      if (!comment?.html.includes("forbidden") || comment.hiddenBy !== null) return "nothing";
      return comment.state === "published" ? "shown" : "held";
    },
  },
  "a new name above what is here": {
    before: (at) => create(at, post, { content: "<p>Harmless.</p>" }),
    go: (at) => {
      const person = {
        ...actorOf("mastodon"),
        id: zoe,
        preferredUsername: "zoe",
        name: "Forbidden",
        inbox: `${zoe}/inbox`,
      };
      const publicKey = { id: `${zoe}#main-key`, owner: zoe, publicKeyPem: at.adas.pem };
      const object = { ...person, publicKey, url: zoe, endpoints: {} };
      return send(at, { id: `${zoe}#update`, type: "Update", object });
    },
    came: async (at) => ((await at.node.comment(noteId))?.author.name === "Forbidden" ? "shown" : "nothing"),
  },
};

/** Ways of reactions and quotes. */
export const others: Record<string, Way> = {
  "a like": react("Like"),
  "a like with an emoji": react("Like", { content: "🎉" }),
  "an emoji": react("EmojiReact", { content: "🎉" }),
  "a dislike": react("Dislike"),
  "a boost": react("Announce"),
  "a like that a group hands round": {
    go: async (at) => {
      at.introduce(`zoe@${host}`);
      const like = { id: `https://${host}/activities/like`, type: "Like", actor: zoe, object: post, to: [Public] };
      at.node.fediverse.serve(like.id, { body: { "@context": "https://www.w3.org/ns/activitystreams", ...like } });
      const group = at.introduce("books@group.example");
      await send(at, { id: "https://group.example/announce/2", type: "Announce", actor: group, object: like }, group);
    },
    came: reactions,
  },
  "a quote": {
    go: (at) => create(at, null, { quote: post, quoteUri: post }),
    came: reactions,
  },
  "a request to quote": {
    go: (at) => {
      const instrument = note(at, null, { quote: post });
      return send(at, { id: `https://${host}/asks/1`, type: "QuoteRequest", object: post, instrument });
    },
    came: async (at) => (at.node.answers.some(({ answer }) => answer === "accept") ? "shown" : "nothing"),
  },
};

/** What is told of somebody else's comment. */
export const report: Way = {
  go: (at) => send(at, { id: `https://${host}/flags/1`, type: "Flag", object: [known], content: "Rude." }),
  came: async (at) => ((await at.node.repos.cases.get(commentIdOf(known))) === null ? "nothing" : "shown"),
};

/** Who wants to hear of the blog. */
export const follow: Way = {
  go: (at) =>
    send(at, { id: `https://${host}/follows/1`, type: "Follow", object: "https://node.example/ap/actors/blog" }),
  came: async (at) => ((await at.node.repos.followers.count("blog")) > 0 ? "shown" : "nothing"),
};

/** All of them. */
export const everyWay = { ...texts, ...others, "a follow": follow, "a report": report };
