import { expect } from "chai";
import type { Json } from "../../../federation/incoming/json.ts";
import type { PageKey } from "../../../src/domain/brand.ts";
import { learnNames } from "../../../src/usecases/publish/learn-names.ts";
import { fixture } from "../../helpers/fixture.ts";
import { actorOf, type InboxNode, startInboxNode } from "../../helpers/inbox-node.ts";
import type { TestKey } from "../../helpers/remote.ts";
import { aSite, aThread } from "../../helpers/thread.ts";

const ada = "https://mastodon.example/users/ada";
const remoteId = `${ada}/statuses/110001`;
const page = "https://blog.example/news-of-the-week/";

describe("where a blog publishes its posts on the fediverse itself", () => {
  let node: InboxNode;
  let key: TestKey;

  beforeEach(async () => {
    node = await startInboxNode();
    key = node.introduce(actorOf("mastodon"));
  });
  afterEach(() => node.close());

  /** What some software makes of a post, as if the blog itself ran it. */
  const onBlog = (name: string): Json =>
    JSON.parse(JSON.stringify(fixture(name)).replaceAll(`${name.split("/")[0]}.example`, "blog.example")) as Json;
  const articleOf = (software: string, change: Json = {}) => {
    const article = onBlog(`${software}/create-article`)["object"] as Json & { id: string };
    return { ...article, inReplyTo: null, ...change } as Json & { id: string };
  };
  const serveArticle = (software: string, change: Json = {}) => {
    const article = articleOf(software, change);
    node.introduce(onBlog(`${software}/actor`));
    node.fediverse.serve(article.id, article);
    return article;
  };
  const addThread = (url: string) => node.repos.threads.add(aThread({ _id: "news", noteId: "note2", url }));
  const replyTo = (inReplyTo: string, change: Json = {}): Json => {
    const create = fixture("mastodon/create-reply");
    return node.show({ ...create, object: { ...(create["object"] as Json), inReplyTo, ...change } }) as Json;
  };
  const accepted = async (payload: unknown) => expect((await node.deliver(payload, key)).status).to.equal(202);

  for (const software of ["ghost", "wordpress"]) {
    it(`a reply to the post that ${software} made belongs below its page, and so do later ones, unasked`, async () => {
      const article = serveArticle(software, { url: page });
      await addThread(page);
      await accepted(replyTo(article.id));
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      expect(await node.comment(remoteId)).to.include({ thread: "news", parent: null });
      expect(await node.comment(article.id), "the post is no comment on itself").to.equal(null);

      node.fediverse.silence(article.id);
      await accepted(replyTo(article.id, { id: `${ada}/statuses/2`, url: `${ada}/2`, content: "More of it" }));
      expect(await node.comment(`${ada}/statuses/2`)).to.include({ thread: "news", parent: null });
    });
  }

  it("a reply to a reply to it joins, with what it answers", async () => {
    const article = serveArticle("ghost", { url: page });
    await addThread(page);
    node.introduce(actorOf("misskey"));
    const mika = "https://misskey.example/notes/9mknote001";
    const middle = { ...(fixture("misskey/create-reply")["object"] as Json), id: mika, inReplyTo: article.id };
    node.fediverse.serve(mika, middle);
    await accepted(replyTo(mika));
    await node.work();
    expect(await node.comment(mika)).to.include({ thread: "news", parent: null });
    expect((await node.comment(remoteId))?.path).to.have.length(1);
  });

  it("a comment that WordPress publishes is a comment, not the post", async () => {
    serveArticle("wordpress", { id: "https://blog.example/?p=7", url: page });
    await addThread(page);
    const comment = articleOf("wordpress", {
      id: "https://blog.example/?c=3",
      type: "Note",
      url: `${page}#comment-3`,
      content: "<p>Said on the blog.</p>",
      inReplyTo: "https://blog.example/?p=7",
    });
    node.fediverse.serve(comment.id, comment);
    await accepted(replyTo(comment.id));
    await node.work();
    const said = await node.comment(comment.id);
    expect(said).to.include({ thread: "news", parent: null });
    expect(await node.comment(remoteId)).to.include({ thread: "news", parent: said?._id });
  });

  it("what the page names as its post leads to its thread, without asking anybody", async () => {
    await addThread(page);
    const named = "https://blog.example/?p=7";
    await learnNames(node.repos, aSite(), { _id: "news" }, { onFediverse: named });
    await accepted(replyTo(named));
    expect(await node.comment(remoteId)).to.include({ thread: "news", parent: null });
    const stray = await node.repos.threads.byKey("site", "blog.example/?p=7" as PageKey);
    expect(stray, "readers are not led there by it").to.equal(null);
  });

  it("leads to its thread by whichever of the blog's hosts it is named", async () => {
    await node.repos.sites.set("site", { alsoAt: ["https://www.blog.example/"] });
    const site = aSite({ alsoAt: ["https://www.blog.example/"] });
    await addThread(page);
    const named = "https://www.blog.example/?p=7";
    await learnNames({ ...node.repos }, site, { _id: "news" }, { onFediverse: named });
    await accepted(replyTo(named));
    expect(await node.comment(remoteId)).to.include({ thread: "news", parent: null });
  });

  it("a page that the node does not know is looked at, and the reply waits for it", async () => {
    const article = serveArticle("ghost", { url: page });
    await accepted(replyTo(article.id));
    expect((await node.work())[0]?.kind).to.equal("retry");
    const due = {
      by: "test",
      now: node.clock.now(),
      until: new Date(node.clock.now().getTime() + 60_000),
      limit: 9,
      exceptLanes: [],
    };
    const [check] = await node.repos.jobs.claim(due);
    expect(check).to.deep.include({ kind: "check-page", payload: { site: "site", url: page } });
    await addThread(page);
    await node.repos.jobs.done([check?._id ?? ""], "test");
    node.clock.advance(10 * 60_000);
    await node.work();
    expect(await node.comment(remoteId)).to.include({ thread: "news" });
  });

  const refused: Record<string, Json> = {
    "names a page elsewhere": { url: "https://rich.example/news" },
    "has no page but itself": { url: articleOf("ghost").id },
    "is by somebody of another server": { url: page, attributedTo: "https://rich.example/users/eve" },
    "is not for everybody": { url: page, to: [ada], cc: [] },
  };
  for (const [what, change] of Object.entries(refused)) {
    it(`nothing joins by a post that ${what}`, async () => {
      const article = serveArticle("ghost", change);
      await addThread(page);
      await accepted(replyTo(article.id));
      await node.work();
      expect(await node.comment(remoteId)).to.equal(null);
      expect(await node.repos.threads.keysOf({ _id: "news", site: "site" }, 10)).to.have.length(1);
    });
  }

  it("somebody else's post that names a page of the blog opens no way to it", async () => {
    const foreign = "https://misskey.example/notes/9mknote001";
    node.introduce(actorOf("misskey"));
    const copy = { ...(fixture("misskey/create-reply")["object"] as Json), id: foreign, inReplyTo: null, url: page };
    node.fediverse.serve(foreign, copy);
    await addThread(page);
    await accepted(replyTo(foreign));
    await node.work();
    expect(await node.comment(remoteId)).to.equal(null);
  });

  for (const [what, answer] of Object.entries({
    "is not there": { status: 404, body: "" },
    "is a page and nothing else": { type: "text/html", body: "<title>A page</title>" },
  })) {
    it(`nothing is kept of a reply to an address of the blog that ${what}`, async () => {
      node.fediverse.serve("https://blog.example/never", answer);
      await accepted(replyTo("https://blog.example/never"));
      expect(await node.work()).to.deep.equal([{ kind: "done" }]);
      expect(await node.comment(remoteId)).to.equal(null);
      expect(await node.repos.jobs.count()).to.deep.equal({ waiting: 0, failed: 0 });
    });
  }
});
