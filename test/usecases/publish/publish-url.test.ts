import { expect } from "chai";
import { commandLine } from "../../../src/domain/moderator.ts";
import { isProblem } from "../../../src/domain/problem.ts";
import { createOpenThread } from "../../../src/usecases/publish/open-thread.ts";
import { createPublishUrl } from "../../../src/usecases/publish/publish-url.ts";
import { createWithdrawUrl } from "../../../src/usecases/publish/withdraw-url.ts";
import { openPublishWorld, type PublishWorld } from "./world.ts";

const post = "https://blog.example/post";

describe("publish-url and withdraw-url", () => {
  let test: PublishWorld;

  beforeEach(async () => {
    test = await openPublishWorld();
    test.pages[post] = { title: "A post" };
  });
  afterEach(() => test.store.close());

  const publish = (url = post) => createPublishUrl(test.world)(url, commandLine);
  const withdraw = (url = post) => createWithdrawUrl(test.world)(url, commandLine);
  const kindOf = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error: unknown) => (isProblem(error) ? error.kind : error),
    );

  it("announces a page that nobody saw yet", async () => {
    const thread = await publish();
    expect(thread).to.deep.include({ announcement: "announced", announcedAt: test.clock.now(), owed: [] });
    expect(test.told).to.deep.equal([`create ${thread.noteId}`]);
  });

  it("announces an old one, and twice only when it changed", async () => {
    await createOpenThread(test.world)(post, { wait: true });
    const { noteId } = await publish();
    await publish();
    expect(test.told).to.deep.equal([`create ${noteId}`]);
    test.pages[post] = { title: "A better post" };
    expect((await publish()).page.title).to.equal("A better post");
    expect(test.told).to.deep.equal([`create ${noteId}`, `update ${noteId}`]);
  });

  it("takes an announced post back, once", async () => {
    const { noteId } = await publish();
    expect((await withdraw()).announcement).to.equal("withdrawn");
    await withdraw();
    expect(test.told).to.deep.equal([`create ${noteId}`, `delete ${noteId}`]);
  });

  it("brings a withdrawn post back as a new Note; the old id still leads to it", async () => {
    const before = await publish();
    await withdraw();
    const after = await publish();
    expect(after.noteId).to.not.equal(before.noteId);
    expect(after).to.deep.include({ _id: before._id, retiredNoteIds: [before.noteId], announcement: "announced" });
    expect(test.told).to.deep.equal([`create ${before.noteId}`, `delete ${before.noteId}`, `create ${after.noteId}`]);
    expect((await test.world.threads.byNote(before.noteId))?._id).to.equal(before._id);
  });

  it("writes down who published and who withdrew, and nothing where nothing changed", async () => {
    const { _id } = await publish();
    await publish();
    await withdraw();
    await withdraw();
    await withdraw("https://else.example/").catch(() => null);
    await publish();
    const { items } = await test.world.audit.list({}, { limit: 9 });
    expect(items.map(({ act }) => act).sort()).to.deep.equal(["post.publish", "post.publish", "post.withdraw"]);
    for (const item of items)
      expect(item).to.deep.include({ by: commandLine, site: "site", subject: _id, label: "A post", detail: null });
  });

  it("does not bring a post back while its withdrawal cannot be told", async () => {
    const before = await publish();
    const outbox = test.world.outbox;
    test.world.outbox = { ...outbox, tellOfThread: () => Promise.reject(new Error("full")) };
    await withdraw();
    expect(await kindOf(publish())).to.equal("conflict");
    test.world.outbox = outbox;
    await publish();
    expect(test.told.slice(0, 2)).to.deep.equal([`create ${before.noteId}`, `delete ${before.noteId}`]);
    expect(test.told).to.have.length(3);
  });

  it("takes back what was never announced, once: whoever answered it has a copy", async () => {
    await createOpenThread(test.world)(post, { wait: true });
    const thread = await withdraw();
    await withdraw();
    expect(thread).to.deep.include({ announcement: "withdrawn", owed: [] });
    expect(test.told).to.deep.equal([`delete ${thread.noteId}`]);
  });

  it("names what is wrong with an address", async () => {
    expect(await kindOf(publish("https://else.example/"))).to.equal("forbidden");
    expect(await kindOf(publish("nonsense"))).to.equal("invalid");
    expect(await kindOf(publish(`${post}-missing`))).to.equal("not-found");
    expect(await kindOf(withdraw(`${post}-missing`))).to.equal("not-found");
    expect(await kindOf(withdraw("https://else.example/"))).to.equal("forbidden");
  });
});
