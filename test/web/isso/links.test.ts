import { expect } from "chai";
import { keepIssoKey, signIsso } from "../../../src/usecases/visit/isso-keys.ts";
import { createIssoTokens, type IssoTokens } from "../../../src/usecases/visit/isso-tokens.ts";
import { mailHash } from "../../../src/usecases/visit/visitor.ts";
import { mira } from "../../helpers/comment.ts";
import { type IssoClient, issoClient, mailing, startIssoNode, stored } from "../../helpers/isso.ts";
import type { WebNode } from "../../helpers/web.ts";

const session = "0123456789abcdef".repeat(3);
const day = 24 * 3_600_000;
const html = { accept: "text/html" };
const form = { accept: "text/html", "content-type": "application/x-www-form-urlencoded" };

describe("Isso's links by mail", () => {
  let node: WebNode;
  let isso: IssoClient;
  let tokens: IssoTokens;
  beforeEach(async () => {
    node = await startIssoNode(mailing);
    isso = issoClient(node);
    tokens = createIssoTokens(node.world);
  });
  afterEach(() => node.close());

  async function held() {
    const comment = await node.put({ _id: "held", state: "held", heldFor: ["New."] });
    return { comment, key: await tokens.ofOwner(comment) };
  }
  const stateOf = async (id: string) => (await node.world.comments.get(id))?.state;

  it("asks before it acts, on a page without scripts", async () => {
    const { comment, key } = await held();
    const page = await isso.call("GET", `/id/${comment.number}/activate/${key}`, undefined, html);
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.contain("Activate: Are you sure?")
      .and.contain(`https://blog.example/post#isso-${comment.number}`)
      .and.contain('method="post"')
      .and.not.contain("<script");
    expect(await stateOf("held")).to.equal("held");
  });

  it("activates once, in Isso's words for programs, with a way on for people", async () => {
    const { comment, key } = await held();
    const path = `/id/${comment.number}/activate/${key}`;
    expect((await isso.call("POST", path)).text).to.equal("Comment has been activated");
    expect(await stateOf("held")).to.equal("published");
    expect((await isso.call("POST", path)).text).to.equal("Already activated");
    const person = await isso.call("POST", path, "", form);
    expect(person.text)
      .to.contain("<h1>Already activated</h1>")
      .and.contain(`href="https://blog.example/post#isso-${comment.number}"`);
  });

  it("deletes, and then there is nothing any more", async () => {
    const { comment, key } = await held();
    const path = `/id/${comment.number}/delete/${key}`;
    expect((await isso.call("POST", path)).text).to.equal("Comment has been deleted");
    expect(await stateOf("held")).to.equal("removed");
    expect((await isso.call("POST", path)).status).to.equal(404);
  });

  it("edits as JSON and by its form; the comment stays where it is", async () => {
    const { comment, key } = await held();
    const path = `/id/${comment.number}/edit/${key}`;
    expect((await isso.call("GET", path, undefined, html)).text)
      .to.contain("<textarea")
      .and.contain("Hello");
    const json = await isso.call("POST", path, { text: "Other *words*", author: "Ann" });
    expect(json.json).to.include({ text: "Other *words*", author: "Ann", mode: 2, modified: null });
    const typed = new URLSearchParams({ text: "By form", author: "", website: "ann.example" }).toString();
    expect((await isso.call("POST", path, typed, form)).text).to.contain("Comment has been edited");
    const after = await stored(node, comment.number);
    expect(after).to.deep.include({ state: "held", editedAt: null });
    expect(after.source.text).to.equal("By form");
    expect(after.author).to.include({ name: "", website: "https://ann.example/" });
    expect((await isso.call("POST", path, { text: "ab" })).status).to.equal(400);
  });

  it("leaves the words of other servers alone", async () => {
    const comment = await node.put({ _id: "far", origin: "fediverse", author: mira });
    const key = await tokens.ofOwner(comment);
    expect((await isso.call("POST", `/id/${comment.number}/edit/${key}`, { text: "Changed" })).status).to.equal(403);
  });

  it("403 for a key of another comment, of another kind, forged or too old; 404 for another deed", async () => {
    const { comment, key } = await held();
    const other = await node.put({ _id: "other" });
    const writer = await tokens.ofWriter(comment);
    for (const wrong of [await tokens.ofOwner(other), writer, `${key}x`, "x"])
      expect((await isso.call("POST", `/id/${comment.number}/delete/${wrong}`)).status).to.equal(403);
    expect((await isso.call("GET", `/id/${comment.number}/purge/${key}`)).status).to.equal(404);
    node.clock.advance(91 * day);
    expect((await isso.call("POST", `/id/${comment.number}/delete/${key}`)).status).to.equal(403);
  });

  it("takes the links of an imported Isso, but none that is older than the comment", async () => {
    await keepIssoKey(node.world, { site: "site", key: session });
    const comment = await node.put({ _id: "held", state: "held", heldFor: ["New."], origin: "import" });
    const before = await signIsso(session, comment.number, new Date(comment.createdAt.getTime() - 2000));
    expect((await isso.call("POST", `/id/${comment.number}/activate/${before}`)).status).to.equal(403);
    const after = await signIsso(session, comment.number, comment.createdAt);
    expect((await isso.call("POST", `/id/${comment.number}/activate/${after}`)).status).to.equal(200);
  });

  it("takes them for nothing but what came with that Isso, as others may know its key", async () => {
    await keepIssoKey(node.world, { site: "another", key: session });
    await keepIssoKey(node.world, { site: "site", key: "another" });
    const imported = await node.put({ _id: "imported", origin: "import" });
    const written = await node.put({ _id: "written" });
    const forged = [
      `/id/${imported.number}/delete/${await signIsso(session, imported.number, node.clock.now())}`,
      `/id/${written.number}/delete/${await signIsso("another", written.number, node.clock.now())}`,
    ];
    for (const path of forged) expect((await isso.call("POST", path)).status).to.equal(403);
  });

  describe("that end mails", () => {
    const alice = "alice@example.com";
    const notified = (...numbers: number[]) =>
      Promise.all(numbers.map(async (number) => (await stored(node, number)).notify === true));

    it("end them for a comment and the same person's answers below it, opened or posted", async () => {
      const asking = { email: alice, notification: 1 };
      const { id: top } = await isso.post({ text: "Mine", ...asking });
      const { id: reply } = await isso.post({ text: "Mine too", ...asking, parent: top });
      const { id: apart } = await isso.post({ text: "Elsewhere", ...asking });
      const { id: bob } = await isso.post({ text: "Of Bob", email: "bob@example.com", notification: 1, parent: top });
      const path = `/id/${top}/unsubscribe/${encodeURIComponent(alice)}/${await tokens.ofMailbox(alice)}`;
      const page = await isso.call("GET", path, undefined, html);
      expect(page.status).to.equal(200);
      expect(page.text).to.contain("Successfully unsubscribed");
      expect(await notified(top, reply, apart, bob)).to.deep.equal([false, false, true, true]);
      expect((await isso.call("POST", path, "List-Unsubscribe=One-Click", form)).status).to.equal(200);
    });

    it("403 for the key of another mailbox, 404 for a comment that never was", async () => {
      const { id } = await isso.post({ email: alice, notification: 1 });
      const bobs = await tokens.ofMailbox("bob@example.com");
      expect((await isso.call("GET", `/id/${id}/unsubscribe/${alice}/${bobs}`)).status).to.equal(403);
      expect(
        (await isso.call("GET", `/id/4711/unsubscribe/${alice}/${await tokens.ofMailbox(alice)}`)).status,
      ).to.equal(404);
      expect(await notified(id)).to.deep.equal([true]);
    });

    it("are taken from mails of an imported Isso, however old", async () => {
      await keepIssoKey(node.world, { site: "site", key: session });
      const author = { kind: "visitor", name: "", website: null, email: alice } as const;
      const hash = mailHash(node.world, alice);
      const old = { origin: "import", notify: true, author: { ...author, hash } } as const;
      const { number: id } = await node.put({ _id: "imported", ...old });
      const token = "WyJ1bnN1YnNjcmliZSIsImFsaWNlQGV4YW1wbGUuY29tIl0.awTUNg.QAM2BC9lQG-Z0QRD7hOVk8h12Zk";
      node.clock.advance(400 * day);
      expect((await isso.call("GET", `/id/${id}/unsubscribe/${alice}/${token}`)).status).to.equal(200);
      expect(await notified(id)).to.deep.equal([false]);
    });
  });
});
