import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import type { Comment } from "../../../src/domain/comment.ts";
import type { RemoteProfile } from "../../../src/domain/repos.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, withInbox } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;
const us = "https://node.example/ap/actors/blog";
const long = (n: number) => "x".repeat(n);
const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const nested = (n: number): unknown => times(n, () => 0).reduce<unknown>((inside) => ({ inside }), {});
const link = (n: number) => `https://files.example/${long(n)}`;
const image = (more: Json = {}): Json => ({ type: "Document", mediaType: "image/png", url: link(9), ...more });
const longest = (texts: readonly (string | null | undefined)[]) =>
  Math.max(0, ...texts.map((text) => text?.length ?? 0));

/** The most CPU time that any one document may take, in milliseconds; what has no bound takes minutes. */
const mostCpuMs = 2500;

/** A part of what comes in: its bound, how it is made `n` long, and how much of it is stored. */
type Row<T> = [part: string, bound: number, make: (n: number) => Json, stored: (kept: T) => number, status?: number];

/** Members of a note inside a Create. */
const ofNotes: Row<Comment>[] = [
  ["content", 200_000, (n) => ({ content: long(n) }), ({ source }) => source.text.length, 413],
  ["warning", 500, (n) => ({ summary: long(n) }), ({ warning }) => warning?.length ?? 0],
  ["title", 500, (n) => ({ type: "Article", name: long(n) }), ({ source }) => source.text.length - 400],
  ["page", 2048, (n) => ({ url: link(n) }), ({ remote }) => remote?.url.length ?? 0],
  ["id", 2048, (n) => ({ id: `${remoteId}/${long(n)}` }), ({ remote }) => remote?.id.length ?? 0],
  ["address of the parent", 2048, (n) => ({ inReplyTo: link(n) }), () => 0],
  ["pictures", 4, (n) => ({ attachment: times(n, () => image()) }), ({ attachments }) => attachments.length],
  [
    "alternative text",
    2000,
    (n) => ({ attachment: image({ name: long(n) }) }),
    (c) => longest(c.attachments.map((a) => a.alt)),
  ],
  [
    "media type",
    100,
    (n) => ({ attachment: image({ mediaType: `image/${long(n)}` }) }),
    (c) => longest(c.attachments.map((a) => a.mediaType)),
  ],
  [
    "address of a picture",
    2048,
    (n) => ({ attachment: image({ url: link(n) }) }),
    (c) => longest(c.attachments.map((a) => a.url)),
  ],
  ["tags", 100, (n) => ({ tag: times(n, () => ({ type: "Mention", href: us, name: "@blog" })) }), () => 0],
  ["name in a tag", 300, (n) => ({ tag: { type: "Mention", href: us, name: `@${long(n)}` } }), () => 0],
  ["recipients", 500, (n) => ({ to: ["as:Public"], cc: times(n, (i) => `${ada}/${i}`) }), () => 0],
  ["authors", 500, (n) => ({ attributedTo: times(n, () => ada) }), () => 0],
  [
    "translations",
    500,
    (n) => ({ content: null, contentMap: Object.fromEntries(times(n, (i) => [`x${i}`, "word"])) }),
    () => 0,
  ],
  [
    "language tag",
    35,
    (n) => ({ content: null, contentMap: { [`en-${long(n)}`]: "word" } }),
    ({ lang }) => lang?.length ?? 0,
  ],
  [
    "options of a poll",
    20,
    (n) => ({ type: "Question", oneOf: times(n, (i) => ({ name: `o${i}` })) }),
    (c) => c.source.text.split("<li>").length - 1,
  ],
  ["date", 40, (n) => ({ published: `2026-11-01T11:00:00.${"0".repeat(n)}Z` }), () => 0],
  ["open tags", 2000, (n) => ({ content: `${"<b>".repeat(n)}word` }), ({ html }) => html.length / 10],
  ["mentions at the front", 30, (n) => ({ content: `<p>${`<a href="${us}">@blog</a> `.repeat(n)}word</p>` }), () => 0],
  ["levels", 32, (n) => ({ extra: nested(n) }), () => 0, 400],
  ["values", 10_000, (n) => ({ extra: times(n, () => 1) }), () => 0, 400],
];

/** Members of the activity around it. */
const ofActivities: Row<Comment>[] = [
  ["id of the activity", 2048, (n) => ({ id: `${ada}/${long(n)}` }), () => 0],
  ["id of the actor", 2048, (n) => ({ actor: `${ada}/${long(n)}` }), () => 0, 400],
  ["name of the type", 100, (n) => ({ type: long(n) }), () => 0],
  ["kinds", 100, (n) => ({ type: ["Create", ...times(n, (i) => `T${i}`)] }), () => 0],
  ["contexts", 100, (n) => ({ "@context": times(n, (i) => `https://context.example/${i}`) }), () => 0],
  [
    "activities in activities",
    2,
    (n) => ({
      object: times(n, () => 0).reduce<unknown>((object) => ({ type: "Announce", actor: ada, object }), remoteId),
    }),
    () => 0,
  ],
];

/** Members of an actor that is fetched. */
const ofActors: Row<RemoteProfile>[] = [
  ["name", 200, (n) => ({ name: long(n) }), ({ name }) => name.length],
  [
    "user name",
    100,
    (n) => ({ preferredUsername: long(n) }),
    ({ handle }) => handle.length - "@mastodon.example".length,
  ],
  ["confirmed handle", 500, (n) => ({ webfinger: `${long(n)}@mastodon.example` }), ({ handle }) => handle.length],
  ["page", 2048, (n) => ({ url: `${ada}/${long(n)}` }), ({ url }) => url.length],
  ["avatar", 2048, (n) => ({ icon: { type: "Image", url: link(n) } }), ({ avatar }) => avatar?.length ?? 0],
  ["inbox", 2048, (n) => ({ inbox: `${ada}/${long(n)}` }), ({ inbox }) => inbox.length, 401],
  ["shared inbox", 2048, (n) => ({ endpoints: { sharedInbox: `${ada}/${long(n)}` } }), (p) => longest([p.sharedInbox])],
  ["words about oneself", 20_000, (n) => ({ summary: `${long(n)} #nobot` }), ({ hidden }) => Number(hidden)],
  ["tags", 100, (n) => ({ tag: times(n, () => ({ type: "Hashtag", name: "#x" })) }), () => 0],
  ["levels", 32, (n) => ({ extra: nested(n) }), () => 0, 401],
  ["values", 10_000, (n) => ({ extra: times(n, () => 1) }), () => 0, 401],
];

describe("bounds of what comes in, each met ten times over", () => {
  let node: InboxNode;
  let key: TestKey;

  withInbox((started, ada) => {
    [node, key] = [started, ada];
  });

  async function within(work: () => Promise<number>, status: number): Promise<void> {
    const before = process.cpuUsage();
    expect(await work()).to.equal(status);
    await node.work();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).to.be.lessThan(mostCpuMs);
  }

  async function deliver(payload: Json): Promise<number> {
    const answer = await node.deliver(payload, key);
    if (answer.status >= 400)
      expect((JSON.parse(answer.body) as { detail: string }).detail).to.match(/^[A-Z].{10,200}\.$/);
    return answer.status;
  }

  const create = fixture("mastodon/create-reply");
  const note = create["object"] as Json;
  const html = `<p>${"fine word ".repeat(30)}</p>`;

  for (const [part, bound, make, stored, status = 202] of ofNotes) {
    it(`a note: ${part} (${bound})`, async () => {
      const object: Json = { ...note, content: html, contentMap: undefined, ...make(bound * 10) };
      await within(() => deliver({ ...create, object }), status);
      const comment = await node.comment(object["id"] as string);
      if (comment) expect(stored(comment)).to.be.at.most(bound);
      if (status !== 202) expect(comment).to.equal(null);
    });
  }

  it("a note: content, cut to its bound just below the limit of a body", async () => {
    await within(() => deliver({ ...create, object: { ...note, content: long(250_000), contentMap: undefined } }), 202);
    const comment = await node.comment(remoteId);
    if (comment) expect(comment.source.text.length).to.be.at.most(200_000);
  });

  it("a Create: notes (20)", async () => {
    const { type, attributedTo, inReplyTo, to } = note;
    const small = { type, attributedTo, inReplyTo, to };
    const object = times(200, (i) => ({ ...small, id: `${remoteId}/${i}`, content: `${i} words` }));
    await within(() => deliver({ ...create, object }), 202);
    const { published, held } = await node.repos.comments.counts("thread");
    expect(published + held).to.equal(20);
  });

  for (const [part, bound, make, stored, status = 202] of ofActivities) {
    it(`an activity: ${part} (${bound})`, async () => {
      await within(() => deliver({ ...create, ...make(bound * 10) }), status);
      const comment = await node.comment(remoteId);
      if (comment) expect(stored(comment)).to.be.at.most(bound);
    });
  }

  for (const [part, bound, make, stored, status = 202] of ofActors) {
    it(`an actor: ${part} (${bound})`, async () => {
      node.introduce({ ...actorOf("mastodon"), ...make(bound * 10) }, key);
      await within(() => deliver(create), status);
      const profile = await node.repos.profiles.get(ada);
      if (profile) expect(stored(profile)).to.be.at.most(bound);
      expect(profile !== null).to.equal(status === 202);
    });
  }

  it("an actor: keys (10), and the length of one (4000)", async () => {
    const listed = (n: number) => [
      { id: key.id, owner: ada, publicKeyPem: key.pem },
      ...times(n, (i) => ({ id: `${ada}#k${i}`, owner: ada, publicKeyPem: key.pem })),
    ];
    node.fediverse.serve(ada, { body: { ...actorOf("mastodon"), publicKey: listed(100) } });
    await within(() => deliver(create), 202);
    expect((await node.repos.profiles.get(ada))?.keys).to.have.length(10);
    const grown = {
      ...actorOf("mastodon"),
      publicKey: { id: key.id, owner: ada, publicKeyPem: key.pem + long(40_000) },
    };
    await within(() => deliver({ ...fixture("mastodon/update-actor"), object: grown }), 202);
    const kept = await node.repos.profiles.get(ada);
    expect(longest(kept?.keys.map(({ pem }) => pem) ?? [])).to.be.at.most(4000);
  });

  it("a signature: the id of its key (2048)", async () => {
    const answer = await node.deliver(create, { ...key, id: `${ada}/${long(8000)}#k` });
    expect(answer.status).to.equal(401);
    expect(node.fediverse.asked).to.deep.equal([]);
  });
});
