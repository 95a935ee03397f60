import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import type { ReactionCounts } from "../../src/domain/comment.ts";
import type { CustomEmoji } from "../../src/domain/emoji.ts";
import type { Log } from "../../src/domain/ports.ts";
import type { Thread } from "../../src/domain/thread.ts";
import { createHtml } from "../../src/html/html.ts";
import { createReadThread } from "../../src/usecases/visit/read-thread.ts";
import { fixture } from "./fixture.ts";
import { type InboxNode, startInboxNode } from "./inbox-node.ts";
import { signCavage, signRfc9421, type TestKey } from "./remote.ts";

/*
 * The payload zoo: what each software sends is signed, sent through the real inbox, and held against what the thread
 * shows afterwards.
 *
 *   zoo({
 *     folders: ["mastodon"],                    // a fixture in these that no row names is a failure
 *     dialects: ["cavage", "rfc9421"],          // each row is run once in each
 *     elsewhere: ["mastodon/follow"],           // used by another test; `react-*` and `quote-*` have tests of their own
 *     rows: {
 *       "a plain reply": { send: "mastodon/create-reply", shows: { text: "A fine text", by: "ada@mastodon.example" } },
 *       "an edit later": { send: ["mastodon/create-reply", 45, "mastodon/update-reply"], shows: { text: "New" } },
 *       "a private one": { send: "mastodon/create-direct", shows: [], because: /private/ },
 *     },
 *   });
 *
 * A number among what is sent lets so many minutes pass; `{ serve }` and `{ gone }` change the fediverse in between. A
 * fixture is signed by `by`, else by `<its folder>/actor`; `serve` names fixtures (objects or further actors) that can be
 * fetched at their own id. Jobs are run after each step.
 */

/** What happens next: something is sent, minutes pass, or what can be fetched changes. */
export type Step =
  | string
  | number
  | { send: string; by?: string; status?: number }
  | { serve: string }
  | { gone: string };

/** What a reader sees of one comment. Only the members that a row gives are compared; `text` and `html` by inclusion. */
export interface Shown {
  /** A part of the words that are seen. */
  text?: string;
  /** A part of the HTML. */
  html?: string;
  /** What must not be in the HTML. */
  lacks?: string;
  /** The author's handle. */
  by?: string;
  name?: string;
  /** The author's page, and their picture. */
  profile?: string;
  avatar?: string | null;
  lang?: string | null;
  warning?: string | null;
  /** The page of the original. */
  url?: string;
  /** Media type and description of each attachment, as `image/png: a cat`; a sensitive one as `image/png!: a cat`. */
  attached?: string[];
  /** The pictures for its server's own emoji, in the text and the warning, and in the author's name. */
  emoji?: Record<string, string>;
  nameEmoji?: Record<string, string>;
  edited?: boolean;
  /** The remote id of what it answers; null for an answer to the post. */
  parent?: string | null;
  /** Its author's wish not to be found, for all that is theirs and for this alone. */
  unsearchable?: boolean;
  unlisted?: boolean;
  createdAt?: string;
}

export interface ZooRow {
  /** What happens, in this order. */
  send: Step | Step[];
  /** The fixture of the actor who signs what no step says otherwise of. */
  by?: string;
  /** Fixtures that can be fetched at their ids, actors among them; of a Create, what it is about. */
  serve?: string[];
  /** Addresses of which the owner says that they are gone (410). */
  gone?: string[];
  /** What is seen afterwards, in the thread's order; an empty list when nothing is. */
  shows: Shown | Shown[];
  /** What is said of the last one. */
  because?: RegExp;
  /** What of the thread's own reactions is counted; only what is named is compared. */
  counted?: Partial<ReactionCounts>;
  /** What those who asked to quote were answered. */
  answered?: string[];
  /** What the sender hears; 202 unless told otherwise. */
  status?: number;
  /** How many follow the blog. */
  followers?: number;
  /** Words that must stand nowhere in the store. */
  forgets?: string;
}

export interface Zoo {
  folders: string[];
  /** The beginning of the names of the fixtures meant, where they are not all. */
  prefix?: string;
  dialects: ("cavage" | "rfc9421")[];
  elsewhere?: string[];
  rows: Record<string, ZooRow>;
}

const sign = { cavage: signCavage, rfc9421: signRfc9421 };

/**
 * Makes a mocha test of each row and dialect, and where folders are given one that finds fixtures which no row uses.
 * Returns the fixtures that the rows use.
 */
export function zoo({ folders, prefix, dialects, elsewhere = [], rows }: Zoo): string[] {
  for (const dialect of dialects) {
    for (const [name, row] of Object.entries(rows)) {
      it(`${name} (${dialect})`, () => check(row, dialect));
    }
  }

  const used = Object.values(rows).flatMap(namesIn);
  if (folders.length > 0) {
    it("uses each of its fixtures", () => {
      const meant = (file: string) => (prefix ? file.includes(`/${prefix}`) : !/\/(react|quote)-/.test(file));
      const known = new Set([...elsewhere, ...used]);
      const idle = folders.flatMap(filesOf).filter((file) => !known.has(file) && meant(file));
      expect(idle).to.deep.equal([]);
    });
  }
  return used;
}

async function check(row: ZooRow, dialect: Zoo["dialects"][number]): Promise<void> {
  const said: string[] = [];
  const node = await startInboxNode({ log: hearing(said) });
  try {
    for (const name of row.serve ?? []) serve(node, fixture(name));
    for (const url of row.gone ?? []) node.fediverse.serve(url, { status: 410 });
    for (const [i, step] of stepsOf(row).entries()) {
      if (typeof step === "number") node.clock.advance(step * 60_000);
      else if ("serve" in step) serve(node, fixture(step.serve));
      else if ("gone" in step) node.fediverse.serve(step.gone, { status: 410 });
      else await send(node, step, dialect, i);
      await node.work();
    }
    await compare(node, row, said);
  } finally {
    await node.close();
  }
}

/** The steps with what the row says of all of them. */
function stepsOf({ send: steps, by, status = 202 }: ZooRow) {
  return [steps].flat().map((step) => {
    if (typeof step === "number" || (typeof step === "object" && !("send" in step))) return step;
    const sent = typeof step === "string" ? { send: step } : step;
    return { by: by ?? `${sent.send.split("/")[0]}/actor`, status, ...sent };
  });
}

type Sent = Required<Extract<Step, { send: string }>>;

async function send(node: InboxNode, { send: name, by, status }: Sent, dialect: Zoo["dialects"][number], step: number) {
  const key = serve(node, fixture(by)) as TestKey;
  // As it is written: a parser meets what a file says twice or in another order.
  const written = readFileSync(fileOf(name), "utf8");
  const body = Buffer.from(written.replace('"publicKeyPem": "KEY"', `"publicKeyPem": ${JSON.stringify(key.pem)}`));
  // Nobody signs twice within the same second and means something else by it.
  const date = new Date(node.clock.now().getTime() - 1000 * step);
  const answer = await node.send(sign[dialect]({ key, body, date }));
  expect(answer.status, `${name}: ${answer.body}`).to.equal(status);
}

async function compare(node: InboxNode, row: ZooRow, said: string[]): Promise<void> {
  const seen = await everythingSeen(node);
  const expected = [row.shows].flat();
  const summary = JSON.stringify(seen.length === 0 ? said : seen, null, 1);
  expect(seen.length, `how many are shown: ${summary}`).to.equal(expected.length);
  for (const [i, { text, html, lacks, ...exact }] of expected.entries()) {
    const one = seen[i] as Seen;
    if (text !== undefined) expect(one.text).to.include(text);
    if (html !== undefined) expect(one.html).to.include(html);
    if (lacks !== undefined) expect(one.html).to.not.include(lacks);
    expect(one).to.deep.include(exact);
  }
  if (row.because) expect(said.join("\n")).to.match(row.because);
  if (row.forgets) expect(await node.everything()).to.not.include(row.forgets);
  if (row.followers !== undefined) expect(await node.repos.followers.count("blog")).to.equal(row.followers);
  const none = { likes: 0, boosts: 0, dislikes: 0, quotes: 0, emojiLikes: 0, emoji: [], moreEmoji: 0 };
  const counts = { ...none, ...(await node.repos.threads.get("thread"))?.reactions };
  if (row.counted) expect(counts, said.join("\n")).to.deep.include(row.counted);
  if (row.answered) expect(node.answers.map(({ answer }) => answer)).to.deep.equal(row.answered);
}

type Seen = Required<Omit<Shown, "lacks">>;

/** All that readers see of the one thread, from top to bottom. */
async function everythingSeen(node: InboxNode): Promise<Seen[]> {
  const { branches } = await createReadThread(node.repos)((await node.repos.threads.get("thread")) as Thread);
  const { toText } = createHtml();
  const all = await node.repos.comments.onThread("thread");
  const remoteIdOf = (id: string | null) => all.find((comment) => comment._id === id)?.remote?.id ?? id;
  const below = (list: typeof branches): typeof branches => list.flatMap((one) => [one, ...below(one.replies)]);
  return below(branches)
    .filter(({ stub }) => !stub)
    .map(({ comment }) => {
      const author = comment.author.kind === "remote" ? comment.author : null;
      return {
        text: toText(comment.html, 20_000),
        html: comment.html,
        by: author?.handle ?? "",
        name: author?.name ?? "",
        profile: author?.url ?? "",
        avatar: author?.avatar ?? null,
        lang: comment.lang,
        warning: comment.warning,
        url: comment.remote?.url ?? "",
        attached: comment.attachments.map(
          ({ mediaType, alt, sensitive }) => `${mediaType}${sensitive ? "!" : ""}: ${alt}`,
        ),
        emoji: picturesOf(comment.emoji),
        nameEmoji: picturesOf(author?.emoji),
        edited: comment.editedAt !== null,
        parent: remoteIdOf(comment.parent),
        unsearchable: author?.unsearchable === true,
        unlisted: comment.unlisted === true,
        createdAt: comment.createdAt.toISOString(),
      };
    });
}

function picturesOf(emoji: readonly CustomEmoji[] = []): Record<string, string> {
  return Object.fromEntries(emoji.map(({ text, image }) => [text, image]));
}

/** Serves an object or an actor at its id; an actor's stand-in keys are replaced by one that tests can sign with. */
function serve(node: InboxNode, document: Record<string, unknown>): TestKey | null {
  const keys = [document["publicKey"]].flat() as { id: string; publicKeyPem?: string }[];
  const own = keys.find((key) => key?.publicKeyPem === "KEY");
  if (!own) {
    if (document["type"] === "Create") node.show(document);
    else node.fediverse.serve(document["id"] as string, { body: document });
    return null;
  }
  const key = node.introduce({ ...document, publicKey: own });
  const real = { ...own, publicKeyPem: key.pem };
  const publicKey = Array.isArray(document["publicKey"]) ? keys.map((one) => (one === own ? real : one)) : real;
  node.fediverse.serve(document["id"] as string, { body: { ...document, publicKey } });
  // Where a key has an address of its own (GoToSocial), a stub of the actor is served there.
  const { id, type, preferredUsername } = document;
  const place = own.id.replace(/#.*$/, "");
  if (place !== id) node.fediverse.serve(place, { body: { id, type, preferredUsername, publicKey } });
  return key;
}

/** A log that keeps what was said of each activity. */
function hearing(said: string[]): Log {
  const hear = (facts: object, text: string) => {
    if ("handled" in facts || "reason" in facts || "outcome" in facts) said.push(`${text} ${JSON.stringify(facts)}`);
  };
  const log = { debug: hear, info: hear, warn: hear, error: hear };
  return log as Log;
}

function namesIn(row: ZooRow): string[] {
  const inSteps = stepsOf(row).flatMap((step) => {
    if (typeof step === "number" || "gone" in step) return [];
    return "serve" in step ? [step.serve] : [step.send, step.by];
  });
  return [...inSteps, ...(row.serve ?? [])];
}

function filesOf(folder: string): string[] {
  return readdirSync(new URL(`../fixtures/${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".json"))
    .map((file) => `${folder}/${file.slice(0, -5)}`);
}

function fileOf(name: string): URL {
  return new URL(`../fixtures/${name}.json`, import.meta.url);
}
