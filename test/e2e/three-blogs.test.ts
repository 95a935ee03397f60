import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createPeople } from "../../src/usecases/door/people.ts";
import { createSignIn } from "../../src/usecases/door/sign-in.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { closeAll } from "../helpers/close-all.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { onEveryStore } from "../helpers/stores.ts";

/** Two blogs that the environment names, and a third that an owner adds in the browser. */
onEveryStore("three blogs on one node", (store) => {
  const clock = createTestClock();
  const names = ["ants", "bees", "cats"] as const;
  const blogs: Blog[] = [];
  let node: TestNode;
  let env: Record<string, string>;
  let session = { cookie: "", csrf: "" };

  const postOf = (i: number) => (blogs[i] as Blog).urlOf(`about-${names[i]}`);
  const json = async (path: string, type = "application/activity+json") => {
    const answer = await fetch(`${node.url}${path}`, { headers: { accept: type } });
    return { status: answer.status, body: answer.ok ? ((await answer.json()) as Record<string, unknown>) : {} };
  };
  const admin = async (path: string, cookie = session.cookie) =>
    (await fetch(`${node.url}${path}`, { headers: { cookie, accept: "text/html" }, redirect: "manual" })).text();
  const webFinger = (account: string) => json(`/.well-known/webfinger?resource=${encodeURIComponent(account)}`);
  const siteOf = async (i: number) =>
    (await node.world.sites.all()).find(({ home }) => home === (blogs[i] as Blog).home);

  async function signIn(token: string): Promise<typeof session> {
    const signedIn = createSignIn(node.world);
    const opened = await signedIn.open(token);
    return { cookie: `antiphon=${opened}`, csrf: signedIn.formToken(opened) };
  }

  before(async () => {
    for (const name of names) {
      const blog = await startBlog();
      blog.publish({ slug: `about-${name}`, title: `About ${name}` });
      blogs.push(blog);
    }
    env = {
      ANTIPHON_SITE: blogs
        .slice(0, 2)
        .map(({ home }) => home)
        .join(),
      ANTIPHON_HANDLE: "ants,bees",
      ANTIPHON_SORT: "newest",
      ...store.env(),
    };
    node = await startNode(clock, env);
    session = await signIn(new URL((await node.loginLink()) ?? "").searchParams.get("token") ?? "");
  });
  after(() => closeAll(node, ...blogs));

  it("takes in the third in the browser, with its feed found and what the environment sets in force", async () => {
    clock.advance(1_000);
    const { home } = blogs[2] as Blog;
    const added = await node.send(
      "/admin/blogs",
      { csrf: session.csrf, home, handle: "cats", feed: "" },
      session.cookie,
    );
    expect(added.status, added.html).to.equal(303);
    await settle(node);
    const cats = await siteOf(2);
    expect(cats).to.include({ handle: "cats", name: "A blog", sort: "newest", feed: null });
    expect(cats?.polling).to.include({ feed: `${home}feed.xml`, fault: null });
    expect(await admin(`/admin/settings/${cats?._id}`)).to.contain("ANTIPHON_SORT");
  });

  it("gives each a thread, a feed, an actor and an account of its own", async () => {
    for (const [i, name] of names.entries()) {
      const said = `A word about ${name}`;
      expect((await node.post(postOf(i), { text: said })).status).to.equal(303);
      expect(await node.texts(postOf(i)), name).to.deep.equal([said]);
      const feed = await (
        await fetch(`${node.url}/feeds/site.atom?site=${encodeURIComponent((blogs[i] as Blog).home)}`)
      ).text();
      for (const [j, other] of names.entries())
        expect(feed.includes(`A word about ${other}`), `${other} in the feed of ${name}`).to.equal(i === j);
      const actor = await json(`/ap/actors/${name}`);
      expect(actor.body).to.include({ preferredUsername: name, url: (blogs[i] as Blog).home });
      const host = new URL(node.url).host;
      const found = await webFinger(`acct:${name}@${host}`);
      expect(found.body["subject"]).to.equal(`acct:${name}@${host}`);
      expect((await webFinger((blogs[i] as Blog).home)).body["subject"], "by its front page").to.equal(
        `acct:${name}@${host}`,
      );
      const outbox = JSON.stringify((await json(`/ap/actors/${name}/outbox?page=1`)).body);
      for (const other of names.filter((one) => one !== name))
        expect(outbox.includes(`About ${other}`), `${other} in the outbox of ${name}`).to.equal(false);
    }
    expect(
      new Set(
        await Promise.all(
          names.map(async (name) => JSON.stringify((await json(`/ap/actors/${name}`)).body["publicKey"])),
        ),
      ).size,
    ).to.equal(3);
  });

  it("lets nobody send for one blog from the pages of another", async () => {
    const comment = await node.find("A word about ants");
    const answer = await fetch(`${node.url}/votes`, {
      method: "POST",
      body: new URLSearchParams({ number: String(comment.number), value: "up" }),
      headers: { origin: new URL((blogs[2] as Blog).home).origin, accept: "application/json" },
    });
    expect(answer.status).to.equal(403);
  });

  it("shows a moderator their own blog and nothing of the others, wherever they look", async () => {
    const bees = await siteOf(1);
    const grants = [{ site: bees?._id ?? "", role: "owner" as const }];
    const invited = await createPeople(node.world).invite({ name: "Ada", grants }, owner);
    const ada = await signIn(invited.token);
    const pages = ["/admin/?tab=published", "/admin/posts", "/admin/settings", `/admin/settings/${bees?._id}`];
    for (const path of pages) {
      const html = await admin(path, ada.cookie);
      for (const i of [0, 2]) {
        expect(html, path).to.not.contain((blogs[i] as Blog).home);
        expect(html, path).to.not.contain(`A word about ${names[i]}`);
      }
    }
    expect(await admin("/admin/?tab=published", ada.cookie)).to.contain("A word about bees");
    for (const i of [0, 2]) {
      const other = await siteOf(i);
      const { _id } = await node.find(`A word about ${names[i]}`);
      for (const path of [`/admin/settings/${other?._id}`, `/admin/comments/${_id}`, "/admin/blogs"])
        expect(await admin(path, ada.cookie), path).to.contain("not yours to do here");
      const change = await node.send(`/admin/settings/${other?._id}`, { csrf: ada.csrf, votes: "off" }, ada.cookie);
      expect([change.status, (await siteOf(i))?.votes]).to.deep.equal([403, undefined]);
      const decided = await node.send(`/admin/comments/${_id}/hide`, { csrf: ada.csrf }, ada.cookie);
      expect([decided.status, (await node.find(`A word about ${names[i]}`)).state]).to.deep.equal([403, "published"]);
    }
    const saved = await node.send(`/admin/settings/${bees?._id}`, { csrf: ada.csrf, votes: "off" }, ada.cookie);
    expect([saved.status, (await siteOf(1))?.votes]).to.deep.equal([303, "off"]);
  });

  it("takes one off with its account, and puts it back with everything", async () => {
    const cats = await siteOf(2);
    await node.send(`/admin/blogs/${cats?._id}/remove`, { csrf: session.csrf }, session.cookie);
    const { _id } = await node.find("A word about cats");
    for (const path of ["/ap/actors/cats", `/ap/comments/${_id}`, "/ap/actors/cats/outbox"])
      expect((await json(path)).status, path).to.equal(404);
    expect((await webFinger(`acct:cats@${new URL(node.url).host}`)).status).to.equal(404);
    await settle(node);
    await node.close();
    node = await startNode(clock, env);
    if (!(await node.world.sites.putAway()).length) return;
    session = await signIn(new URL((await node.loginLink()) ?? "").searchParams.get("token") ?? "");
    const back = await node.send(`/admin/blogs/${cats?._id}/restore`, { csrf: session.csrf }, session.cookie);
    expect(back.status).to.equal(303);
    expect(await node.texts(postOf(2))).to.deep.equal(["A word about cats"]);
    expect((await json("/ap/actors/cats")).status).to.equal(200);
  });
});
