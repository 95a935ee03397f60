import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { commentIdOf } from "../../../federation/incoming/remote-id.ts";
import { makeKey, signCavage } from "../../helpers/remote.ts";
import type { Vector } from "../vectors/vector.ts";
import { asHtml } from "./as-html.ts";
import type { Arrived, Door, Place } from "./door.ts";

type Json = Record<string, unknown>;

const activityType = "application/activity+json";
const context = "https://www.w3.org/ns/activitystreams";

/**
 * The inbox: for each attempt an actor of its own, who has it in name, handle, profile, page and picture, and who writes it
 * into text, warning, language, emoji and attachment of a signed Note.
 */
export async function fediverse(): Promise<Door> {
  const documents = new Map<string, Json>();
  const key = makeKey("");
  const server = createServer((req, res) => {
    const document = documents.get(req.url ?? "");
    res.writeHead(document ? 200 : 404, { "content-type": activityType }).end(JSON.stringify(document ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

  /** Where the attempt is an address, it is one as it is; else it is the end of one. */
  const addressOf = ({ speaks, text }: Vector, path: string) =>
    speaks === "address" ? text : `${origin}/${path}/${text}`;

  function actorOf(vector: Vector): Json {
    const id = `${origin}/users/${vector.n}`;
    return {
      "@context": context,
      id,
      type: "Person",
      preferredUsername: vector.text,
      name: `${vector.text} :n${vector.n}:`,
      summary: vector.text,
      url: addressOf(vector, "@"),
      icon: { type: "Image", url: addressOf(vector, "avatar") },
      tag: [emojiOf(vector)],
      inbox: `${id}/inbox`,
      publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem: key.pem },
    };
  }

  function emojiOf(vector: Vector): Json {
    return { type: "Emoji", name: `:n${vector.n}:`, icon: { type: "Image", url: addressOf(vector, "emoji") } };
  }

  function noteOf(vector: Vector, post: string): Json {
    const { n, text, speaks } = vector;
    const content = htmlOf(vector);
    return {
      id: `${origin}/notes/${n}`,
      type: "Note",
      url: addressOf(vector, "page"),
      attributedTo: `${origin}/users/${n}`,
      inReplyTo: post,
      to: [`${context}#Public`],
      content,
      contentMap: { [text]: content },
      ...(speaks === "markdown" ? { mediaType: "text/markdown" } : {}),
      // Half of them, as a warning folds the text away.
      ...(n % 2 === 0 ? { summary: `${text} :n${n}:`, sensitive: true } : {}),
      tag: [
        emojiOf(vector),
        { type: "Emoji", name: `:${text}:`, icon: { type: "Image", url: `${origin}/x.png` } },
        { type: "Mention", name: `@${text}`, href: addressOf(vector, "mention") },
      ],
      attachment: [
        { type: "Image", mediaType: "image/png", url: addressOf(vector, "file"), name: text },
        { type: "Document", mediaType: `image/${text}`, url: `${origin}/x.png`, name: text },
      ],
    };
  }

  async function say({ node, clock }: Place, n: number, activity: Json): Promise<void> {
    const body = Buffer.from(JSON.stringify(activity));
    const own = { ...key, id: `${origin}/users/${n}#main-key` };
    const from = `10.${n >> 8}.${n & 255}.2`;
    const wire = signCavage({ key: own, body, date: clock.now(), host: new URL(node.url).host, from });
    const headers = wire.headers.filter(([name]) => name !== "Host");
    const answer = await fetch(`${node.url}${wire.target}`, { method: "POST", headers, body });
    if (answer.status !== 202 && answer.status !== 200)
      throw new Error(`Attempt ${n} was answered ${answer.status}: ${await answer.text()}`);
  }

  return {
    name: "the fediverse",
    async bring(place, vectors) {
      const { node, clock, url } = place;
      const found = await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(url)}`, {
        headers: { accept: activityType },
      });
      const { id: post } = (await found.json()) as { id: string };
      const arrived: Arrived[] = [];
      for (const vector of vectors) {
        const { n } = vector;
        documents.set(`/users/${n}`, actorOf(vector));
        const object = noteOf(vector, post);
        documents.set(`/notes/${n}`, object);
        clock.advance(20_000);
        const create = {
          id: `${origin}/creates/${n}`,
          type: "Create",
          actor: `${origin}/users/${n}`,
          to: object["to"],
          object,
        };
        await say(place, n, { "@context": context, ...create });
        const comment = await node.world.comments.get(commentIdOf(`${origin}/notes/${n}`));
        if (comment) arrived.push({ n, comment: comment.number });
      }
      return arrived;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function htmlOf(vector: Vector): string {
  return vector.speaks === "markdown"
    ? `No. ${vector.n}\n\n${vector.text}`
    : asHtml(vector, `No. ${vector.n} :n${vector.n}:`);
}
