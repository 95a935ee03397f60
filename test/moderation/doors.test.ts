import { expect } from "chai";
import type { Json } from "../../federation/incoming/json.ts";
import { commentIdOf } from "../../federation/incoming/remote-id.ts";
import { type Block, type BlockKind, type Severity, wordsVersion } from "../../src/domain/block.ts";
import type { Comment } from "../../src/domain/comment.ts";
import type { Checks, Draft } from "../../src/domain/ports.ts";
import type { Repos } from "../../src/domain/repos.ts";
import type { Site } from "../../src/domain/site.ts";
import type { CheckName } from "../../src/domain/verdict.ts";
import type { TestClock } from "../helpers/clock.ts";
import { inline, known, startConversation } from "../helpers/conversation.ts";
import { fixture } from "../helpers/fixture.ts";
import { actorOf, startInboxNode } from "../helpers/inbox-node.ts";
import { issoClient, relaxed } from "../helpers/isso.ts";
import { postUrl, startWebNode } from "../helpers/web.ts";

/** A node at one of whose doors somebody stands. */
interface AtDoor {
  repos: Pick<Repos, "comments" | "blocks" | "sites" | "settings">;
  clock: TestClock;
  checks: Checks;
  /** Brings words to the door; what is to be there before has come in without any rules. */
  bring(text: string): Promise<unknown>;
  /** The comment that they are brought as, if it was taken. */
  find(): Promise<Comment | null>;
  close(): Promise<void>;
}

/** A door by which words come in: which checks look at them, and what comes of what is refused there. */
interface Door {
  open(): Promise<AtDoor>;
  /** Those of the checks that can be made to hold at this door, in their order. */
  held: readonly CheckName[];
  /** What is known of the draft besides. */
  facts?: Partial<Draft>;
  /** A change of what is there is not turned away by closing, and one from elsewhere is kept, unseen. */
  change?: true;
}

const typed: readonly CheckName[] = ["blocklist", "words", "level", "links", "work"];
const retyped: readonly CheckName[] = ["blocklist", "words", "level", "links"];
const remote: readonly CheckName[] = ["blocklist", "words", "level", "age"];
/** Whose comment readers see is no stranger, however young the account. */
const remoteAgain: readonly CheckName[] = ["blocklist", "words", "level"];
const words = "Come to the casino: https://casino.example/";
const email = "anna@mail.example";
const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;
const young = { published: "2026-10-31T00:00:00Z" };
const later = "2026-11-01T11:59:50Z";

const doors: Record<string, Door> = {
  "the form": { open: openForm, held: typed, facts: { origin: "web" } },
  "POST /new of Isso’s API": { open: () => openIsso("POST"), held: typed, facts: { origin: "web" } },
  "the page to edit one’s own": { open: openEdit, held: retyped, facts: { origin: "web", edited: true }, change: true },
  "PUT /id/N of Isso’s API": {
    open: () => openIsso("PUT"),
    held: retyped,
    facts: { origin: "web", edited: true },
    change: true,
  },
  "a Create": { open: () => openInbox("create"), held: remote, facts: { origin: "fediverse" } },
  "an Update": {
    open: () => openInbox("update"),
    held: remoteAgain,
    facts: { origin: "fediverse", edited: true },
    change: true,
  },
  "a return of what was taken back": { open: () => openInbox("return"), held: remote, facts: { origin: "fediverse" } },
  "a walk through the thread": { open: openWalk, held: remote, facts: { origin: "fediverse" } },
};

describe("every door by which words come in", () => {
  for (const [name, { open, held, facts = {}, change = false }] of Object.entries(doors)) {
    describe(name, () => {
      let at: AtDoor;
      beforeEach(async () => {
        at = await open();
      });
      afterEach(() => at.close());

      const site = async (given: Partial<Site>) => at.repos.sites.set("site", given);
      const rule = async (kind: BlockKind, value: string, severity: Severity) => {
        const block: Block = { _id: `${kind}:${value}`, kind, value, label: value, note: "", createdAt: new Date(0) };
        await at.repos.blocks.put({ ...block, severity });
        await at.repos.settings.set(wordsVersion, `${kind} ${severity}`);
        at.clock.advance(1_000);
      };
      const author = (severity: Severity) =>
        facts.origin === "web" ? rule("mail", "mail.example", severity) : rule("host", hostFor(name), severity);

      it("asks the one row of checks, once, with what they have to know", async () => {
        const drafts = listen(at.checks);
        await at.bring(words);
        expect(drafts).to.have.lengthOf(1);
        expect(drafts[0]).to.deep.include(facts);
        expect(drafts[0]?.text).to.contain("Come to the casino");
      });

      it(`has it held by all of ${held.join(", ")}, and tells so in that order`, async () => {
        await author("hold");
        await rule("word", "casino", "hold");
        const levels = { web: "hold", fediverse: "hold" } as const;
        await site({ levels, mostLinks: 0, accountDays: 30 });
        await at.bring(words);
        const comment = await at.find();
        expect(comment?.state).to.equal("held");
        expect(comment?.heldFor.map((reason) => (typeof reason === "string" ? reason : reason.check))).to.deep.equal(
          held,
        );
      });

      it("lets nothing in that a rule forbids", async () => {
        await rule("word", "casino", "block");
        await at.bring(words);
        const comment = await at.find();
        if (change && facts.origin === "web") expect(comment?.source.text).to.not.contain("casino");
        else if (change) expect(comment?.state).to.equal("held");
        else expect(comment?.state ?? "removed").to.equal("removed");
      });

      it(change ? "is open for changes after comments were closed" : "is shut where comments are closed", async () => {
        await site({ levels: { web: "refuse", fediverse: "refuse" } });
        await at.bring("Nothing but words");
        const comment = await at.find();
        if (change) expect(comment).to.include({ state: "published" });
        else expect(comment?.state ?? "removed").to.equal("removed");
        if (change) expect(comment?.html).to.contain("Nothing but words");
      });
    });
  }

  it("does not begin at a form that only leads to somebody’s own server: what they write there comes by a Create", async () => {
    const node = await startWebNode();
    const drafts = listen(node.world.checks);
    const answer = await node.post("/from-home", { url: postUrl, comment: "", server: "far.example" });
    expect(answer.status).to.equal(200);
    expect(drafts).to.deep.equal([]);
    expect((await node.world.comments.someOnThread("thread", 5)).length).to.equal(0);
    await node.close();
  });
});

/** Writes down what is judged from now on. */
function listen(checks: Checks): Draft[] {
  const drafts: Draft[] = [];
  const { judge } = checks;
  checks.judge = (draft) => {
    drafts.push(draft);
    return judge(draft);
  };
  return drafts;
}

function hostFor(name: string): string {
  return name.startsWith("a walk")
    ? "far.example"
    : name.startsWith("a return")
      ? "orders.example"
      : "mastodon.example";
}

async function openForm(): Promise<AtDoor> {
  const node = await startWebNode();
  const bring = async (text: string) => {
    const started = await node.started();
    const fields = { url: postUrl, text, author: "Anna", email, website: "", subject: "", started };
    return node.post("/comments", fields, { accept: "application/json" });
  };
  return {
    repos: node.world,
    clock: node.clock,
    checks: node.world.checks,
    bring,
    find: onlyOne(node.world),
    close: () => node.close(),
  };
}

async function openEdit(): Promise<AtDoor> {
  const at = await openForm();
  const answer = (await at.bring("Before")) as Response;
  const { number, editKey } = (await answer.json()) as { number: number; editKey: string };
  const origin = new URL(answer.url).origin;
  const bring = (text: string) =>
    fetch(`${origin}/comments/${number}/edit`, {
      method: "POST",
      body: new URLSearchParams({ key: editKey, text }),
      headers: { origin, accept: "application/json" },
    });
  return { ...at, bring };
}

async function openIsso(method: "POST" | "PUT"): Promise<AtDoor> {
  const node = await startWebNode({ settings: { isso: relaxed } });
  const isso = issoClient(node);
  const post = (text: string) => isso.call("POST", "/new?uri=/post", { text, author: "Anna", email });
  const before = method === "PUT" ? (await post("Before")).json : null;
  const bring = (text: string) => (before ? isso.call("PUT", `/id/${before.id}`, { text }) : post(text));
  return {
    repos: node.world,
    clock: node.clock,
    checks: node.world.checks,
    bring,
    find: onlyOne(node.world),
    close: () => node.close(),
  };
}

function onlyOne({ comments }: Pick<Repos, "comments">): () => Promise<Comment | null> {
  return async () => (await comments.someOnThread("thread", 1))[0] ?? null;
}

async function openInbox(how: "create" | "update" | "return"): Promise<AtDoor> {
  const node = await startInboxNode();
  const key = node.introduce({ ...actorOf(how === "return" ? "orders" : "mastodon"), ...young });
  const create = fixture(how === "return" ? "orders/create-reply" : "mastodon/create-reply");
  const object = create["object"] as Json;
  const html = (text: string) => ({ content: `<p>${text}</p>`, contentMap: {} });
  const id = how === "return" ? String(object["id"]) : remoteId;
  if (how !== "create") await node.deliver(create, key);
  if (how === "return") await node.deliver(fixture("orders/delete-by-id"), key);
  async function bring(text: string): Promise<void> {
    if (how === "create") await node.deliver({ ...create, object: { ...object, ...html(text) } }, key);
    if (how === "update") {
      const update = { ...create, id: `${remoteId}#update`, type: "Update" };
      await node.deliver({ ...update, object: { ...object, ...html(text), updated: later } }, key);
    }
    if (how === "return") {
      node.fediverse.serve(id, { body: { ...object, ...html(text) } });
      await node.deliver(fixture("orders/undo-delete"), key);
      await node.work();
    }
  }
  return {
    repos: node.repos,
    clock: node.clock,
    checks: node.checks,
    bring,
    find: () => node.comment(id),
    close: () => node.close(),
  };
}

async function openWalk(): Promise<AtDoor> {
  const { node, note, show, walk } = await startConversation();
  const zoe = "https://far.example/users/zoe";
  let id = "";
  async function bring(text: string): Promise<void> {
    id = note("one", known, { content: `<p>${text}</p>` });
    const { body } = await node.fediverse.fetch({ url: zoe, maxBytes: 1, timeoutMs: 1 });
    node.fediverse.serve(zoe, { body: { ...JSON.parse(body.toString()), ...young } });
    show({ replies: inline(`${known}/replies`, [id]) });
    await walk();
  }
  const find = () => node.repos.comments.get(commentIdOf(id));
  return { repos: node.repos, clock: node.clock, checks: node.checks, bring, find, close: () => node.close() };
}
