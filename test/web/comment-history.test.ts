import { expect } from "chai";
import type { SafeHtml } from "../../src/domain/brand.ts";
import { commandLine, owner } from "../../src/domain/moderator.ts";
import { createDecide } from "../../src/usecases/moderate/decide.ts";
import { createReceiveEdit } from "../../src/usecases/receive/receive-edit.ts";
import { createEditKeys } from "../../src/usecases/visit/edit-key.ts";
import { createEditOwnComment } from "../../src/usecases/visit/edit-own-comment.ts";
import { mira } from "../helpers/comment.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("the page of a comment, and of what was done", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const read = async (path: string) => (await node.get(path, { cookie })).text();
  const edit = (id: string, text: string) => node.post(`/admin/comments/${id}/edit`, { csrf, text }, { cookie });
  const earlier = async (id: string) => (await node.world.histories.of(id)).map(({ text, by }) => `${by}: ${text}`);

  it("lets the owner change a visitor's words, and keeps those before", async () => {
    await node.put({ _id: "a", source: { text: "A bad wörd here", type: "text/markdown" } });
    expect((await edit("a", "A *good* word here")).status).to.equal(303);
    expect((await node.world.comments.get("a"))?.html).to.contain("<em>good</em>");
    const page = await read("/admin/comments/a?done=edited");
    expect(page).to.contain("<del>bad wörd </del><ins>*good* word </ins>").and.contain("by you");
    expect(page).to.contain("changed the words of a comment").and.contain("Readers see the new words");
    expect(await earlier("a")).to.deep.equal(["owner: A bad wörd here"]);
  });

  it("says what is wrong with other words, and loses nothing", async () => {
    await node.put({ _id: "a" });
    await node.put({ _id: "far", author: mira, origin: "fediverse" });
    const answer = await edit("a", "  ");
    expect(answer.status).to.equal(422);
    expect(await answer.text()).to.contain('role="alert"');
    expect((await edit("far", "Other words")).status).to.equal(403);
    expect(await read("/admin/comments/far")).to.not.contain("Change its words");
    expect((await node.get("/admin/comments/none", { cookie })).status).to.equal(404);
    expect(await earlier("a")).to.deep.equal([]);
  });

  it("keeps what authors change themselves, here and on the fediverse, and what changes no word not", async () => {
    const comment = await node.put({ _id: "a", source: { text: "First", type: "text/markdown" } });
    const key = createEditKeys(node.world).of(comment);
    const editOwn = createEditOwnComment(node.world);
    await editOwn({ number: comment.number, key, text: "Second", address: "192.0.2.1" });
    await editOwn({ number: comment.number, key, text: "Second", address: "192.0.2.1" });
    expect(await earlier("a")).to.deep.equal(["author: First"]);

    const remote = { id: "https://far.example/1", url: "https://far.example/1" };
    const html = "<p>Said <b>once</b></p>" as SafeHtml;
    await node.put({
      _id: "f",
      author: mira,
      origin: "fediverse",
      remote,
      html,
      source: { text: html, type: "text/html" },
    });
    const edited = { id: "f", remoteId: remote.id, actor: mira.id, editedAt: node.clock.now(), public: true };
    const rest = { html: "<p>Said twice</p>", lang: null, warning: null, attachments: [], emoji: [] };
    await createReceiveEdit(node.world)({ ...edited, ...rest } as never);
    expect(await earlier("f")).to.deep.equal(["author: Said once"]);
  });

  it("forgets what a comment said with the comment", async () => {
    await node.put({ _id: "a" });
    await edit("a", "Other words");
    expect(await earlier("a")).to.have.length(1);
    await createDecide(node.world)("a", "delete", owner);
    expect(await earlier("a")).to.deep.equal([]);
  });

  it("tells who did what, by person and by act, and leads to the comment", async () => {
    await node.put({ _id: "a" });
    await node.put({ _id: "b" });
    await createDecide(node.world)("a", "hide", owner);
    node.clock.advance(1_000);
    await createDecide(node.world)("b", "spam", commandLine);
    const all = await read("/admin/audit");
    expect(all).to.contain("the owner</a> hid a comment").and.contain("the command line</a> sorted a comment out");
    expect(all).to.contain('href="/admin/comments/a"');
    const by = await read("/admin/audit?by=command-line");
    expect(by).to.contain("done by <strong>the command line").and.not.contain("hid a comment:");
    expect(await read("/admin/audit?act=comment.hide"))
      .to.contain("#1 by Anna")
      .and.not.contain("#2 by Anna");
    expect(await read("/admin/audit?act=nonsense")).to.contain("#2 by Anna");
    expect(await read("/admin/audit?site=other")).to.contain("Nothing was done yet.");
  });
});
