import { readdirSync } from "node:fs";
import { fixture } from "../../test/helpers/fixture.ts";
import { type InboxNode, startInboxNode } from "../../test/helpers/inbox-node.ts";
import { signCavage, signRfc9421, type TestKey, type WireRequest } from "../../test/helpers/remote.ts";
import { root } from "../../test/helpers/sources.ts";
import { activeIn } from "./active.ts";
import { mutate, scramble } from "./mutate.ts";
import type { Random } from "./random.ts";
import { type Bounds, cpuMs, faultOfAnswer, makeTries, type Outcome } from "./tries.ts";

type Json = Record<string, unknown>;

const signing = [signCavage, signRfc9421];
const audience = new Set(["to", "cc", "bto", "bcc", "audience", "directMessage"]);
const secret = "SECRET-WORDS";

/** Bent payloads, private ones and bent signatures, each at the real inbox of a node of its own. */
export async function fuzzInbox(bounds: Bounds): Promise<Outcome[]> {
  const everything = payloads();
  const whispered = everything.filter(({ name }) => /direct|followers-only|private|limited|\bdm\b/.test(name));
  return [
    await withNode("payloads", bounds, everything, async (stage, random, { name, json }) => {
      const body = Buffer.from(JSON.stringify(mutate(json, random)));
      return stage.send(random.pick(signing)(stage.signer(random, body)), name);
    }),
    await withNode("private payloads", bounds, whispered, async (stage, random, { name, json }) => {
      const bent = mutate(withSecret(json), random, audience);
      const body = Buffer.from(JSON.stringify(bent));
      return stage.send(random.pick(signing)(stage.signer(random, body)), name);
    }),
    await withNode("signatures", bounds, everything, async (stage, random, { name, json }) => {
      const body = Buffer.from(JSON.stringify(json));
      return stage.sendBent(random.pick(signing)(stage.signer(random, body)), name, random);
    }),
  ];
}

interface Payload {
  name: string;
  json: Json;
}

const much = { burst: 1_000_000, perMinute: 1_000_000 };
const boundless = { words: much, rest: much };

interface Stage {
  node: InboxNode;
  /** The key and the time for a payload, which its own actor signs. */
  signer(random: Random, body: Buffer): { key: TestKey; body: Buffer; date: Date };
  send(wire: WireRequest, what: string): Promise<string | null>;
  sendBent(wire: WireRequest, what: string, random: Random): Promise<string | null>;
}

async function withNode(
  name: string,
  bounds: Bounds,
  from: readonly Payload[],
  attempt: (stage: Stage, random: Random, payload: Payload) => Promise<string | null>,
): Promise<Outcome> {
  const node = await startInboxNode({ options: { paces: { host: boundless, actor: boundless } } });
  const answers: Record<string, number> = {};
  const keys = new Map(actors().map((actor) => [String(actor["id"]), introduce(node, actor)]));
  let payload = from[0] as Payload;
  const stage: Stage = {
    node,
    signer: (_random, body) => ({
      key: keys.get(String(payload.json["actor"])) ?? ([...keys.values()][0] as TestKey),
      body,
      date: node.clock.now(),
    }),
    async send(wire, what) {
      const { value, ms } = await cpuMs(() => node.send(wire));
      answers[value.status] = (answers[value.status] ?? 0) + 1;
      await node.work();
      return faultOfAnswer(value, ms, what) ?? (await faultOfStore(node));
    },
    async sendBent(wire, what, random) {
      const { bent, mustFail } = bendWire(wire, random);
      const { value, ms } = await cpuMs(() => node.send(bent));
      answers[value.status] = (answers[value.status] ?? 0) + 1;
      if (mustFail && value.status < 400)
        return `a body that was changed after it was signed got ${value.status}: ${what}`;
      return faultOfAnswer(value, ms, what);
    },
  };
  try {
    return await makeTries(name, bounds, answers, async (random, i) => {
      // What is limited by the minute would soon hide everything else.
      node.clock.advance(i % 20 === 0 ? 61_000 : 10);
      payload = random.pick(from);
      return attempt(stage, random, payload);
    });
  } finally {
    await node.close();
  }
}

/** Nothing private, nothing of anybody who did not sign, and nothing that acts may be stored, whatever came. */
async function faultOfStore(node: InboxNode): Promise<string | null> {
  const comments = await node.repos.comments.onThread("thread");
  const held = (await node.repos.comments.inState("held", { limit: 100 })).items;
  for (const comment of [...comments, ...held]) {
    if (JSON.stringify(comment).includes(secret)) return `something private was stored: ${comment.remote?.id}`;
    const { author, remote, html } = comment;
    if (
      author.kind === "remote" &&
      remote &&
      author.id !== "" &&
      new URL(author.id).origin !== new URL(remote.id).origin
    ) {
      return `${remote.id} was stored as written by ${author.id}`;
    }
    const active = activeIn(html);
    if (active.length > 0) return `${active.join()} was stored`;
  }
  return null;
}

function bendWire(wire: WireRequest, random: Random): { bent: WireRequest; mustFail: boolean } {
  const headers = wire.headers.map(([name, value]) => [name, value] as [string, string]);
  if (random.oneIn(3)) {
    const body = Buffer.from(wire.body);
    const at = random.int(body.length);
    body[at] = ((body[at] ?? 0) + 1 + random.int(254)) % 256;
    return { bent: { ...wire, headers, body }, mustFail: true };
  }
  const chosen = random.pick(headers.filter(([name]) => name !== "Host"));
  const choice = random.int(4);
  if (choice === 0) headers.splice(headers.indexOf(chosen), 1);
  else if (choice === 1) headers.push([...chosen]);
  else chosen[1] = asHeader(scramble(chosen[1], random));
  return { bent: { ...wire, headers }, mustFail: false };
}

/** The client would not send what is no header at all. */
function asHeader(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?");
}

function withSecret(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll(/("content":\s*")/g, `$1${secret} `)) as Json;
}

function introduce(node: InboxNode, actor: Json): TestKey {
  const keys = [actor["publicKey"]].flat() as Json[];
  return node.introduce({ ...actor, publicKey: keys[0] });
}

function actors(): Json[] {
  return fixtures()
    .map(({ json }) => json)
    .filter((json) => json["publicKey"] !== undefined && json["inbox"] !== undefined && json["actor"] === undefined);
}

function payloads(): Payload[] {
  return fixtures().filter(({ json }) => typeof json["actor"] === "string");
}

function fixtures(): Payload[] {
  const folder = `${root}test/fixtures`;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".json") && !name.startsWith("feeds/"))
    .sort()
    .flatMap((name) => readable(name.slice(0, -".json".length)));
}

/** Some fixtures are broken on purpose, and are not to be broken further. */
function readable(name: string): Payload[] {
  try {
    const json: unknown = fixture(name);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? [{ name, json: json as Json }] : [];
  } catch {
    return [];
  }
}
