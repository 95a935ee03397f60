import { expect } from "chai";
import { createAuthenticator } from "../helpers/authenticator.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const minute = 60_000;

describe("signing in by a passkey", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  let device: ReturnType<typeof createAuthenticator>;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
    device = createAuthenticator(node.url);
  });
  afterEach(() => node.close());

  const challengeIn = (html: string, what: string) =>
    new RegExp(`data-passkey="${what}" data-challenge="([^"]+)"`).exec(html)?.[1] ?? "";
  const you = async (as = cookie) => (await node.get("/admin/you", { cookie: as })).text();
  const toCreate = async (as = cookie) => challengeIn(await you(as), "create");
  const toUse = async () => challengeIn(await (await node.get("/login")).text(), "use");
  const add = (answer: object, name = "My phone") =>
    node.post("/admin/you/passkeys", { csrf, name, answer: JSON.stringify(answer) }, { cookie });
  const knock = (answer: object) =>
    node.post("/login/passkey", { answer: JSON.stringify(answer), next: "/admin/blocks" });
  const sessionOf = (answer: Response) => (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

  it("keeps one, and lets in by it without a name", async () => {
    expect((await add(device.create(await toCreate()))).status).to.equal(303);
    expect(await you())
      .to.contain("My phone")
      .and.contain(`data-known="${device.id}"`);
    const entered = await knock(device.use(await toUse(), "owner", { counter: 1 }));
    expect(entered.headers.get("location")).to.equal("/admin/blocks");
    expect((await node.get("/admin/", { cookie: sessionOf(entered) })).status).to.equal(200);
    expect(await you(sessionOf(entered)))
      .to.contain("By a passkey")
      .and.contain("last used");
  });

  it("takes each challenge once, for what it was asked, of whom, and for ten minutes", async () => {
    const challenge = await toCreate();
    expect((await add(device.create(challenge))).status).to.equal(303);
    expect((await add(createAuthenticator(node.url).create(challenge))).status, "twice").to.equal(422);
    expect((await add(createAuthenticator(node.url).create(await toUse()))).status, "asked for sign-in").to.equal(422);
    const other = await node.signIn({ name: "Anna", grants: [{ site: null, role: "author" }] });
    const theirs = await toCreate(other.cookie);
    expect((await add(createAuthenticator(node.url).create(theirs))).status, "asked of another").to.equal(422);
    const use = await toUse();
    expect((await knock(device.use(use, "owner"))).status).to.equal(303);
    expect((await knock(device.use(use, "owner"))).status, "twice").to.equal(401);
    const late = await toUse();
    node.clock.advance(10 * minute);
    expect((await knock(device.use(late, "owner"))).status, "too late").to.equal(401);
    expect((await knock(device.use("made up", "owner"))).status, "none of ours").to.equal(401);
  });

  it("lets nobody in by a key that is not known, is somebody else's, was removed, or counts back", async () => {
    await add(device.create(await toCreate(), { counter: 5 }));
    expect((await knock(createAuthenticator(node.url).use(await toUse(), "owner"))).status).to.equal(401);
    expect((await knock(device.use(await toUse(), "owner", { person: "anna", counter: 6 }))).status).to.equal(401);
    expect((await knock(device.use(await toUse(), "owner", { counter: 5 }))).status, "a copy").to.equal(401);
    expect((await knock(device.use(await toUse(), "owner", { counter: 6 }))).status).to.equal(303);
    const removed = await node.post("/admin/you/passkeys/remove", { csrf, id: device.id }, { cookie });
    expect(removed.status).to.equal(303);
    const refused = await knock(device.use(await toUse(), "owner", { counter: 7 }));
    expect(refused.status).to.equal(401);
    expect(await refused.text()).to.contain("This passkey is not known here");
  });

  it("lets nobody in who is kept out", async () => {
    await add(device.create(await toCreate()));
    await node.world.moderators.change("owner", { disabledAt: node.clock.now() });
    expect((await knock(device.use(await toUse(), "owner"))).status).to.equal(401);
  });

  it("keeps several, each under a name that can be changed, and refuses one that is known", async () => {
    const second = createAuthenticator(node.url, "ed25519");
    await add(device.create(await toCreate()), "Phone");
    await add(second.create(await toCreate()), "Laptop");
    expect((await add(device.create(await toCreate()))).status).to.equal(409);
    const unnamed = await add(createAuthenticator(node.url).create(await toCreate()), "  ");
    expect(unnamed.status).to.equal(422);
    expect(
      (await node.post("/admin/you/passkeys/name", { csrf, id: device.id, name: "Old phone" }, { cookie })).status,
    ).to.equal(303);
    expect(await you())
      .to.contain("Old phone")
      .and.contain("Laptop");
    const anna = await node.signIn({ name: "Anna", grants: [{ site: null, role: "author" }] });
    for (const act of ["name", "remove"]) {
      const fields = { csrf: anna.csrf, id: device.id, name: "Mine" };
      expect((await node.post(`/admin/you/passkeys/${act}`, fields, { cookie: anna.cookie })).status).to.equal(404);
    }
    expect((await knock(second.use(await toUse(), "owner"))).status).to.equal(303);
  });

  it("takes a fresh sign-in to make or remove one", async () => {
    await add(device.create(await toCreate()));
    const challenge = await toCreate();
    node.clock.advance(10 * minute);
    const late = await add(createAuthenticator(node.url).create(challenge));
    expect(late.headers.get("location")).to.equal("/login?next=%2Fadmin%2Fyou");
    const removal = await node.post("/admin/you/passkeys/remove", { csrf, id: device.id }, { cookie });
    expect(removal.headers.get("location")).to.equal("/login?next=%2Fadmin%2Fyou");
    expect(await node.world.passkeys.of("owner")).to.have.lengthOf(1);
    expect(await you())
      .to.contain("sign in again")
      .and.not.contain('data-passkey="create"');
  });

  it("is written down", async () => {
    node.clock.advance(1);
    await add(device.create(await toCreate()));
    const { items } = await node.world.audit.list({}, { limit: 1 });
    expect(items[0]).to.deep.include({ act: "passkey.add", label: "My phone", by: { id: "owner", name: "the owner" } });
  });
});
