import { expect } from "chai";
import type { RemoteActor, Visitor } from "../../src/domain/author.ts";
import type { Draft } from "../../src/domain/ports.ts";
import type { SpamGuard } from "../../src/domain/spam.ts";
import { createHtml } from "../../src/html/html.ts";
import { createChecks } from "../../src/moderation/checks.ts";
import { createSecrets } from "../../src/runtime.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { createTestClock } from "../helpers/clock.ts";
import { aComment } from "../helpers/comment.ts";
import { aSite, aThread } from "../helpers/thread.ts";

const anna: Visitor = { kind: "visitor", name: "Anna", website: null, email: "anna@mail.example", hash: "h" };
const bob: RemoteActor = {
  kind: "remote",
  id: "https://social.far.example/users/bob",
  handle: "bob@social.far.example",
  name: "Bob",
  url: "https://social.far.example/@bob",
  avatar: null,
};

describe("checks", () => {
  let store: Store;
  const draft = (given: Partial<Draft> = {}): Draft => ({
    site: aSite({ moderation: "first" }),
    thread: aThread(),
    origin: given.author?.kind === "remote" ? "fediverse" : "web",
    author: anna,
    text: "Hello",
    links: 0,
    known: false,
    ...given,
  });
  const checks = (guards?: readonly SpamGuard[]) =>
    createChecks(
      { ...store.repos, clock: createTestClock(), html: createHtml(), secrets: createSecrets("a secret") },
      guards,
    );
  const judge = (given?: Partial<Draft>) => checks().judge(draft(given));
  const block = (kind: "actor" | "host", value: string) =>
    store.repos.blocks.put({ _id: `${kind}:${value}`, kind, value, label: value, note: "", createdAt: new Date(0) });

  beforeEach(async () => {
    store = await openStore("sqlite::memory:");
  });
  afterEach(() => store.close());

  it("publishes at once where nothing is moderated", async () => {
    expect(await judge({ site: aSite({ moderation: "none" }) })).to.deep.equal({ kind: "publish" });
  });

  it("holds the first comment of a visitor and says why", async () => {
    expect(await judge()).to.deep.equal({ kind: "hold", reasons: ["The first comment of somebody new."] });
  });

  it("publishes a visitor who showed an earlier, visible comment", async () => {
    expect((await judge({ known: true })).kind).to.equal("publish");
  });

  it("does not take a name and a mailbox for a person", async () => {
    await store.repos.comments.add(aComment({ _id: "a", author: anna }));
    expect((await judge()).kind).to.equal("hold");
  });

  it("holds a remote stranger and publishes one with a visible comment on the same blog", async () => {
    expect((await judge({ author: bob })).kind).to.equal("hold");
    await store.repos.comments.add(aComment({ _id: "b", origin: "fediverse", author: bob }));
    expect((await judge({ author: bob })).kind).to.equal("publish");
    expect((await judge({ author: bob, site: aSite({ _id: "another", moderation: "first" }) })).kind).to.equal("hold");
  });

  it("refuses a blocked person, and everybody of a blocked server or its parent domain", async () => {
    for (const [kind, value] of [
      ["actor", bob.id],
      ["host", "social.far.example"],
      ["host", "far.example"],
    ] as const) {
      await block(kind, value);
      expect((await judge({ author: bob })).kind, value).to.equal("refuse");
      await store.repos.blocks.remove(`${kind}:${value}`);
    }
    expect((await judge({ author: bob })).kind).to.equal("hold");
  });

  it("holds a visitor's comment with more than three links and keeps all reasons", async () => {
    expect(await judge({ links: 4 })).to.deep.equal({
      kind: "hold",
      reasons: ["It has 4 links.", "The first comment of somebody new."],
    });
    expect((await judge({ links: 9, author: bob, known: true })).kind).to.equal("publish");
  });

  it("refuses what is longer than 100,000 characters", async () => {
    expect((await judge({ text: "a".repeat(100_001) })).kind).to.equal("refuse");
  });
});
