import { expect } from "chai";
import { commentIdOf } from "../../federation/incoming/remote-id.ts";
import { linesOf } from "../../src/store/copy.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type FarServer, type Person, startFarServer } from "../helpers/far-server.ts";
import { onEveryStore } from "../helpers/stores.ts";

const Public = "https://www.w3.org/ns/activitystreams#Public";
type Json = Record<string, unknown>;

/**
 * All that a node shows to the world and to its owner, before and after something private reached it: nothing of it may
 * differ, and no document of the store may hold a word of it.
 */
onEveryStore("what is private", (store) => {
  let clock: TestClock;
  let blog: Blog;
  let node: TestNode;
  let far: FarServer;
  let ada: Person;
  let post: string;
  let fragment: string;
  let note: string;
  let ours: string;
  let owner: string;
  let made = 0;
  /** Words of each test's own. */
  let secret: string;

  before(async () => {
    clock = createTestClock();
    blog = await startBlog();
    blog.publish({ slug: "first", title: "A first post" });
    far = await startFarServer(clock);
    ada = far.person("ada", { name: "Ada" });
    node = await startNode(clock, { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog", ...store.env() });
    ours = `${node.url}/ap/actors/blog`;
    post = blog.urlOf("first");
    fragment = `/fragment?url=${page(post)}`;
    await settle(node);
    const found = await fetch(`${node.url}/ap/posts?url=${encodeURIComponent(post)}`, { redirect: "manual" });
    note = found.headers.get("location") ?? "";
    const token = new URL((await node.loginLink()) ?? "").searchParams.get("token") ?? "";
    owner = (await node.send("/login", { token })).cookie;
    // Somebody who is no stranger any more, and something that everybody may read.
    await tell(ada, create(ada, { content: "<p>Good morning.</p>", to: [Public] }));
  });
  beforeEach(() => {
    secret = `What nobody else may read, ${made}`;
  });
  after(async () => {
    await node?.close();
    await Promise.all([blog?.close(), far?.close()]);
  });

  /** A reply to the post by somebody, under an id of its own unless one is given. */
  function reply(who: Person, change: Json): Json & { id: string } {
    const id = `${far.origin}/notes/${++made}`;
    const published = clock.now().toISOString();
    return {
      id,
      type: "Note",
      attributedTo: who.id,
      inReplyTo: note,
      content: `<p>${secret}</p>`,
      published,
      ...change,
    };
  }
  function create(who: Person, change: Json, outside: Json = {}): Json {
    const object = reply(who, change);
    const { to, cc, bto, bcc } = object as Json;
    return { id: `${object.id}/activity`, type: "Create", actor: who.id, to, cc, bto, bcc, object, ...outside };
  }
  async function tell(who: Person, activity: Json): Promise<void> {
    expect(await who.tell(node, activity)).to.equal(202);
    await settle(node);
  }

  const json = { accept: "application/activity+json" };
  const page = encodeURIComponent;

  /** Everything that can be read of the node, by its address. */
  async function everything(): Promise<Record<string, string>> {
    const asked: [string, Record<string, string>][] = [
      [fragment, {}],
      [`/thread?url=${page(post)}`, {}],
      [`/thread?url=${page(post)}&reply=4`, {}],
      [`/from-home?url=${page(post)}&comment=4`, {}],
      ["/", {}],
      [new URL(note).pathname, json],
      ...["replies", "replies?page=1", "context", "context?page=1", "likes", "shares"].map(
        (name): [string, Record<string, string>] => [`${new URL(note).pathname}/${name}`, json],
      ),
      ...["", "/outbox", "/outbox?page=true", "/followers", "/featured"].map(
        (name): [string, Record<string, string>] => [`/ap/actors/blog${name}`, json],
      ),
      ["/nodeinfo/2.1", {}],
      ...["/admin/", "/admin/?tab=hidden", "/admin/?tab=published", "/admin/posts"].map(
        (path): [string, Record<string, string>] => [path, { cookie: owner }],
      ),
    ];
    // A node trusts what it read of a thread for 200 ms.
    clock.advance(1_000);
    const seen: Record<string, string> = {};
    for (const [path, headers] of asked) {
      const answer = await fetch(`${node.url}${path}`, { headers, redirect: "manual" });
      seen[path] = `${answer.status} ${unstamped(await answer.text())}`;
    }
    return seen;
  }

  /** Without what is new in each answer. */
  function unstamped(text: string): string {
    return text.replace(/(name="(started|draft|csrf)" value=")[^"]*/g, "$1").replace(/urn:request:\w+/g, "");
  }

  async function stored(): Promise<string> {
    const lines: unknown[] = [];
    for await (const line of linesOf(node.store.docs)) lines.push(line);
    return JSON.stringify(lines);
  }

  /** Nothing that is read may differ from what was read before, nor may a word of it be kept. */
  async function leavesNoTrace(before: Record<string, string>): Promise<void> {
    const after = await everything();
    for (const [path, text] of Object.entries(before)) expect(after[path], path).to.equal(text);
    for (const text of Object.values(after)) expect(text).to.not.include(secret);
    const own = `${node.url}/ap/comments/${commentIdOf(`${far.origin}/notes/${made}`)}`;
    for (const url of [own, `${own}/replies`]) expect((await fetch(url, { headers: json })).status, url).to.equal(404);
    expect(await stored()).to.not.include(secret);
  }

  it("is shown where it is public, so that these tests can fail", async () => {
    const before = await everything();
    await tell(ada, create(ada, { to: [Public] }));
    const after = await everything();
    const differing = Object.keys(before).filter((path) => after[path] !== before[path]);
    expect(differing).to.include.members([
      fragment,
      `/thread?url=${page(post)}`,
      `${new URL(note).pathname}/replies`,
      `${new URL(note).pathname}/context`,
    ]);
    expect(await stored()).to.include(secret);
  });

  const audiences: Record<string, () => Json> = {
    "for followers": () => ({ to: [ada.followers], cc: [ours] }),
    "for us alone": () => ({ to: [ours] }),
    "for us alone, given as a string": () => ({ to: ours, cc: null }),
    "for us alone, in secret": () => ({ bto: [ours] }),
    "for everybody in secret, which is nobody": () => ({ bcc: [Public] }),
    "for nobody": () => ({ to: [], cc: [] }),
    "a direct message that names everybody": () => ({ to: [Public, ours], directMessage: true }),
    "for what merely looks like everybody": () => ({ to: [`${far.origin}/#Public`, "public"] }),
  };
  for (const [name, audience] of Object.entries(audiences)) {
    it(`leaves no trace when it comes ${name}`, async () => {
      const before = await everything();
      await tell(ada, create(ada, audience()));
      await leavesNoTrace(before);
    });
  }

  it("leaves no trace when only the activity around it is private", async () => {
    const before = await everything();
    await tell(ada, create(ada, { to: [Public] }, { to: [ada.followers] }));
    await leavesNoTrace(before);
  });

  it("leaves no trace when it answers a comment, nor when it is liked and boosted", async () => {
    const before = await everything();
    const activity = create(ada, { to: [ours], inReplyTo: `${far.origin}/notes/1` });
    await tell(ada, activity);
    const { id } = activity["object"] as { id: string };
    for (const type of ["Like", "Announce"]) {
      await tell(ada, { id: `${id}/${type}`, type, actor: ada.id, to: [Public], object: id });
    }
    await leavesNoTrace(before);
  });

  it("leaves no trace as a boost for followers", async () => {
    const before = await everything();
    await tell(ada, { id: `${ada.id}/boost`, type: "Announce", actor: ada.id, to: [ada.followers], object: note });
    await leavesNoTrace(before);
  });

  it("leaves no trace when others forward it, hand it round, or give its address", async () => {
    const before = await everything();
    const group = far.person("group", { type: "Group" });
    const private_ = reply(ada, { to: [ada.followers] });
    far.serve(private_);
    const { id } = private_;
    const widened = { ...private_, to: [Public] };
    const activity = { id: `${id}/activity`, type: "Create", actor: ada.id, to: [Public], object: widened };
    await tell(group, activity);
    await tell(group, { id: `${group.id}/1`, type: "Announce", actor: group.id, to: [Public], object: activity });
    await tell(ada, { ...activity, id: `${id}/again`, object: id });
    await leavesNoTrace(before);
  });

  it("leaves no trace as an ancestor of what is public, and neither does that", async () => {
    const before = await everything();
    const between = reply(ada, { to: [ada.followers] });
    far.serve(between);
    await tell(ada, create(ada, { to: [Public], inReplyTo: between.id }));
    await leavesNoTrace(before);
  });

  it("does not touch the public copy that we have", async () => {
    const before = await everything();
    const id = `${far.origin}/notes/1`;
    await tell(ada, create(ada, { id, to: [ours] }, { id: `${id}/again` }));
    await leavesNoTrace(before);
  });

  it("leaves no trace of what was public before its author changed it", async () => {
    const before = await everything();
    const activity = create(ada, { to: [Public] });
    await tell(ada, activity);
    clock.advance(60_000);
    const object = { ...(activity["object"] as Json), to: [ada.followers], updated: clock.now().toISOString() };
    await tell(ada, { ...activity, id: `${ada.id}/edit`, type: "Update", to: [ada.followers], object });
    // The owner still finds that something was removed.
    const open = Object.entries(before).filter(([path]) => !path.startsWith("/admin/"));
    await leavesNoTrace(Object.fromEntries(open));
  });

  const wishes: Record<string, Json> = {
    "GoToSocial's flag": { hidesToPublicFromUnauthedWeb: true },
    "Misskey's flag": { _misskey_requireSigninToViewContents: true },
    "#noblog": { summary: "<p>#<span>noblog</span></p>" },
    "#nobot as a tag": { tag: [{ type: "Hashtag", name: "#nobot" }] },
  };
  for (const [name, wish] of Object.entries(wishes)) {
    it(`leaves no trace when its author asks for that by ${name}`, async () => {
      const shy = far.person(`shy${made}`, wish);
      const before = await everything();
      await tell(shy, create(shy, { to: [Public] }));
      await leavesNoTrace(before);
    });
  }

  /** Lets somebody say something else of themselves. */
  async function says(who: Person, said: Json): Promise<void> {
    clock.advance(60_000);
    const id = `${who.id}#${clock.now().getTime()}`;
    await tell(who, { id, type: "Update", actor: who.id, to: [Public], object: { ...who.document, ...said } });
  }

  it("is taken from all that the world sees when its author asks for it later, and given back", async () => {
    const shy = far.person(`shy${made}`, { name: "Shy One" });
    const theirs = create(shy, { to: [Public], cc: [] });
    const { id } = theirs["object"] as { id: string };
    await tell(shy, theirs);
    await tell(ada, create(ada, { to: [Public], content: "<p>An answer to the shy.</p>", inReplyTo: id }));
    const visible = await everything();
    expect(visible[fragment]).to.include(secret);

    await says(shy, { hidesToPublicFromUnauthedWeb: true });
    const hidden = await everything();
    for (const [path, text] of Object.entries(hidden)) {
      if (path.startsWith("/admin/")) continue;
      expect(text, path)
        .to.not.include(secret)
        .and.not.include("Shy One")
        .and.not.include(`@${shy.id.split("/").at(-1)}`);
    }
    expect(hidden[fragment]).to.include("An answer to the shy.").and.include("This comment is not shown.");
    expect(shownIn(hidden)).to.equal(shownIn(visible) - 1);
    expect(hidden[`${new URL(note).pathname}/replies`]).to.not.include(`"${id}"`);

    await says(shy, {});
    const again = await everything();
    for (const path of Object.keys(visible)) expect(again[path], path).to.equal(visible[path]);
  });

  it("is unlisted, of somebody who hides that: not shown, until it is public", async () => {
    const shy = far.person(`shy${made}`);
    const unlisted = create(shy, { to: [shy.followers], cc: [Public] });
    await tell(shy, unlisted);
    expect((await everything())[fragment])
      .to.include(secret)
      .and.include("data-nosnippet");
    await says(shy, { hidesCcPublicFromUnauthedWeb: true });
    expect((await everything())[fragment]).to.not.include(secret);
    const object = { ...(unlisted["object"] as Json), to: [Public], cc: [], updated: clock.now().toISOString() };
    await tell(shy, { id: `${shy.id}#edit`, type: "Update", actor: shy.id, to: [Public], object });
    expect((await everything())[fragment])
      .to.include(secret)
      .and.not.include("data-nosnippet");
  });

  function shownIn(seen: Record<string, string>): number {
    return Number(/([\d,]+) comments</.exec(seen[fragment] ?? "")?.[1]);
  }
});
