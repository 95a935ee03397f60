import { expect } from "chai";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("/admin/settings/SITE/push", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  const path = "/admin/settings/site/push";
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());
  const page = async () => (await node.get(path, { cookie })).text();
  const post = (to: string, fields: Record<string, string> = {}) =>
    node.post(`${path}${to}`, { csrf, ...fields }, { cookie });

  it("says that nothing is taken yet, and makes a secret", async () => {
    expect(await page())
      .to.contain("There is none yet, so nothing is taken.")
      .and.contain("Nothing yet.");
    const made = await post("/secret");
    expect([made.status, made.headers.get("location")]).to.deep.equal([303, `${path}?done=secret`]);
    const key = await node.world.pushKeys.get("site");
    expect(await page()).to.contain(`<code class="copyable" dir="ltr">${key?.secret}</code>`);
    const acts = (await node.world.audit.list({}, { limit: 9 })).items.map(({ act, site }) => `${act} ${site}`);
    expect(acts).to.include("push.secret site");
  });

  it("gives an address for each event of Ghost, and one for programs", async () => {
    const html = await page();
    for (const event of ["post.published", "post.published.edited", "post.unpublished", "post.deleted", "site.changed"])
      expect(html).to.contain(`${node.url}/webhooks/ghost/blog/${event}<`);
    expect(html).to.contain(`${node.url}/api/hooks/blog<`);
  });

  it("shows the secret to nobody who signed in long ago", async () => {
    await post("/secret");
    const { secret = "" } = (await node.world.pushKeys.get("site")) ?? {};
    node.clock.advance(11 * 60_000);
    expect(await page())
      .to.contain(`<a href="/login?next=${encodeURIComponent(path)}">sign in again</a>`)
      .and.not.contain(secret)
      .and.not.contain("Make another secret");
    expect((await node.get("/admin/settings/site", { cookie })).status).to.equal(200);
  });

  it("replaces a secret, keeps what was decided, and takes it away", async () => {
    expect((await post("", { oldGhost: "on" })).status).to.equal(404);
    await post("/secret");
    const first = await node.world.pushKeys.get("site");
    await post("", { oldGhost: "on" });
    await post("/secret");
    const second = await node.world.pushKeys.get("site");
    expect(second).to.include({ oldGhost: true });
    expect(second?.secret).to.not.equal(first?.secret);
    await post("");
    expect(await node.world.pushKeys.get("site")).to.include({ oldGhost: false });
    await post("/close");
    expect(await node.world.pushKeys.get("site")).to.equal(null);
    const acts = (await node.world.audit.list({}, { limit: 9 })).items.map(({ act }) => act);
    expect(acts.filter((act) => act.startsWith("push."))).to.have.members([
      "push.secret",
      "push.settings",
      "push.secret",
      "push.settings",
      "push.close",
    ]);
  });

  it("shows what was told and refused, as text alone", async () => {
    const at = node.clock.now();
    const until = new Date(at.getTime() + 1e9);
    const of = { site: "site", at, until, source: "ghost", event: "post.published" } as const;
    await node.world.arrivals.put({
      ...of,
      _id: "a",
      about: "https://blog.example/<b>",
      outcome: "failed",
      said: "<i>No",
    });
    await node.world.arrivals.put({
      ...of,
      _id: "b",
      about: null,
      outcome: "refused",
      said: "The signature does not fit.",
    });
    await node.world.arrivals.put({
      ...of,
      _id: "c",
      site: "other",
      about: "https://x.example/",
      outcome: "done",
      said: "",
    });
    expect(await page())
      .to.contain("https://blog.example/&lt;b&gt;")
      .and.contain("&lt;i&gt;No")
      .and.contain("Refused")
      .and.not.contain("x.example");
  });

  it("says how it stands with a hub, and nothing of one that is being left", async () => {
    const at = node.clock.now();
    const one = {
      site: "site",
      topic: "https://blog.example/feed.xml",
      secret: "s3cret-of-hub",
      dueAt: at,
      tries: 0,
      leaseUntil: null,
      fault: null,
      createdAt: at,
    };
    await node.world.subscriptions.add({
      ...one,
      _id: "token-a",
      hub: "https://one.example/",
      state: "live",
      leaseUntil: at,
    });
    await node.world.subscriptions.add({
      ...one,
      _id: "token-b",
      hub: "https://two.example/",
      state: "refused",
      fault: "<No>",
    });
    await node.world.subscriptions.add({ ...one, _id: "token-c", hub: "https://three.example/", state: "leaving" });
    expect(await page())
      .to.contain("one.example")
      .and.contain("It tells at once")
      .and.contain("&lt;No&gt;")
      .and.not.contain("three.example")
      .and.not.contain("token-")
      .and.not.contain("s3cret");
  });

  it("leaves it to the one setting of the blog whether posts for members go out", async () => {
    await post("/secret");
    expect(await page())
      .to.contain('<a href="/admin/settings/site#group-posts">')
      .and.not.contain('name="membersToo"');
    const settings = await (await node.get("/admin/settings/site", { cookie })).text();
    expect(settings).to.contain('id="group-posts"');
    expect(settings.match(/name="sendsMembers"/g)).to.have.length(1);
  });

  it("is linked from the settings of the blog, and there for no other", async () => {
    expect(await (await node.get("/admin/settings/site", { cookie })).text()).to.contain(`href="${path}"`);
    expect((await node.get("/admin/settings/none/push", { cookie })).status).to.equal(404);
  });
});
