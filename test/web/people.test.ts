import { expect } from "chai";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const minute = 60_000;

describe("/admin/people and /admin/you", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const page = async (path: string, as = cookie) => (await node.get(path, { cookie: as })).text();
  const invite = (given: Record<string, string>) => node.post("/admin/people", { csrf, ...given }, { cookie });
  const linkIn = (html: string) => new URL(/>(http[^<]*\/login\?token=[^<]*)</.exec(html)?.[1] ?? "");

  it("invites somebody by a link that is shown once and lets them in with their role alone", async () => {
    const shown = await invite({ name: "Anna", everywhere: "moderator" });
    expect(shown.headers.get("cache-control")).to.equal("private, no-store");
    const link = linkIn(await shown.text());
    expect(await page("/admin/people"))
      .to.contain("Anna")
      .and.not.contain(link.search);
    const asked = await node.get(link.pathname + link.search);
    expect(await asked.text()).to.contain("Sign in as Anna");
    const entered = await node.post("/login", { token: link.searchParams.get("token") ?? "" });
    const anna = (entered.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const queue = await page("/admin/", anna);
    expect(queue).to.contain("Blocks").and.not.contain("/admin/people");
    expect((await node.get("/admin/people", { cookie: anna })).status).to.equal(403);
  });

  it("gives roles for each blog where there are several", async () => {
    await node.world.sites.add({
      ...(await node.world.sites.all())[0],
      _id: "two",
      home: "https://two.example/",
      handle: "two",
      name: "Two",
    } as never);
    node.clock.advance(1_000);
    expect(await page("/admin/people"))
      .to.contain("Everywhere")
      .and.contain('name="site two"');
    await invite({ name: "Anna", everywhere: "", "site two": "author" });
    const anna = (await node.world.moderators.all()).find(({ name }) => name === "Anna");
    expect(anna?.grants).to.deep.equal([{ site: "two", role: "author" }]);
    expect(await page("/admin/people")).to.contain("author of Two");
    const id = anna?._id ?? "";
    await node.post(`/admin/people/${id}/roles`, { csrf, everywhere: "moderator" }, { cookie });
    expect((await node.world.moderators.get(id))?.grants).to.deep.equal([{ site: null, role: "moderator" }]);
  });

  it("keeps what was typed when it is refused, and says why", async () => {
    const answer = await invite({ name: "the owner", everywhere: "author" });
    expect(answer.status).to.equal(422);
    const html = await answer.text();
    expect(html).to.contain('value="the owner"').and.contain("There is somebody called");
    expect(html.split("Invite somebody")[1]).to.contain('value="author" selected');
    expect((await invite({ name: "Ben" })).status).to.equal(422);
    expect((await node.post("/admin/people/nobody/roles", { csrf, everywhere: "author" }, { cookie })).status).to.equal(
      404,
    );
    expect((await node.post("/admin/people/nobody/dance", { csrf }, { cookie })).status).to.equal(404);
  });

  it("keeps somebody out and lets them in again", async () => {
    await invite({ name: "Anna", everywhere: "moderator" });
    const { _id } = (await node.world.moderators.all()).find(({ name }) => name === "Anna") ?? { _id: "" };
    await node.post(`/admin/people/${_id}/disable`, { csrf }, { cookie });
    expect(await page("/admin/people")).to.contain("kept out");
    await node.post(`/admin/people/${_id}/enable`, { csrf }, { cookie });
    expect(await page("/admin/people")).to.not.contain("kept out");
    const owner = await node.post("/admin/people/owner/disable", { csrf }, { cookie });
    expect(owner.status).to.equal(409);
  });

  it("takes a sign-in of the last ten minutes, and leads back to where one wanted to go", async () => {
    node.clock.advance(10 * minute);
    for (const answer of [
      await node.get("/admin/people", { cookie }),
      await invite({ name: "Anna", everywhere: "owner" }),
    ]) {
      expect(answer.status).to.equal(303);
      expect(answer.headers.get("location")).to.equal("/login?next=%2Fadmin%2Fpeople");
    }
    expect(await node.world.moderators.all()).to.have.lengthOf(1);
    expect((await node.get("/admin/", { cookie })).status, "reading goes on").to.equal(200);
    expect(await page("/login?next=%2Fadmin%2Fpeople")).to.contain("Sign in again");
  });

  it("leads on to no other address than the owner's pages", async () => {
    for (const next of [
      "https://evil.example/",
      "//evil.example",
      "/admin//evil.example",
      "/\\evil.example",
      "/thread",
      "/admin/../thread",
    ]) {
      const answer = await node.get(`/login?next=${encodeURIComponent(next)}`);
      expect(await answer.text(), next)
        .to.not.contain("evil")
        .and.not.contain("/thread");
    }
  });

  it("lists one's own browsers without an address, and signs them out", async () => {
    const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const shown = await (await node.post("/admin/people/owner/link", { csrf }, { cookie })).text();
    const token = linkIn(shown).searchParams.get("token") ?? "";
    const phone = await node.post("/login", { token }, { "user-agent": agent });
    const there = (phone.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const html = await page("/admin/you");
    expect(html).to.contain("Firefox on Linux").and.contain("this browser");
    expect(html.split("Where you are signed in")[1]).to.not.contain("127.0.0.1");
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect((await node.post("/admin/you/sessions/end", { csrf, id }, { cookie })).status).to.equal(303);
    expect((await node.get("/admin/", { cookie: there })).status).to.equal(401);
    const again = await node.signIn();
    await node.post("/admin/you/sessions/end-others", { csrf }, { cookie });
    expect((await node.get("/admin/", { cookie: again.cookie })).status).to.equal(401);
    expect((await node.get("/admin/", { cookie })).status).to.equal(200);
  });

  it("ends the browser's former session with a new sign-in", async () => {
    const link = await node.post("/admin/people/owner/link", { csrf }, { cookie });
    const token = linkIn(await link.text()).searchParams.get("token") ?? "";
    await node.post("/login", { token }, { cookie });
    expect((await node.get("/admin/", { cookie })).status).to.equal(401);
  });

  it("changes one's own name, and says when it is taken", async () => {
    await invite({ name: "Anna", everywhere: "author" });
    expect((await node.post("/admin/you/name", { csrf, name: "Ada" }, { cookie })).status).to.equal(303);
    expect(await page("/admin/you")).to.contain('value="Ada"');
    const taken = await node.post("/admin/you/name", { csrf, name: "anna" }, { cookie });
    expect(taken.status).to.equal(422);
    expect(await taken.text())
      .to.contain('value="anna"')
      .and.contain("There is somebody called");
  });
});
