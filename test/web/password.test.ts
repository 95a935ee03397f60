import { expect } from "chai";
import { createPasswords } from "../../src/runtime/passwords.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const good = "violet ladder drums midnight";
const minute = 60_000;

describe("signing in by a password", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const set = (password: string, given: { again?: string; present?: string } = {}) =>
    node.post("/admin/you/password", { csrf, password, again: password, ...given }, { cookie });
  const knock = (password: string, given: { name?: string; cookie?: string } = {}) =>
    node.post(
      "/login/password",
      { name: given.name ?? "The Owner", password, next: "/admin/posts" },
      given.cookie ? { cookie: given.cookie } : {},
    );
  const cookiesOf = (answer: Response) => answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");

  it("lets in by name and password, and leads on to the page that was asked for", async () => {
    expect((await set(good)).status).to.equal(303);
    const entered = await knock(good);
    expect(entered.status).to.equal(303);
    expect(entered.headers.get("location")).to.equal("/admin/posts");
    const [session = ""] = cookiesOf(entered);
    expect((await node.get("/admin/", { cookie: session })).status).to.equal(200);
    const [, known = ""] = entered.headers.getSetCookie();
    expect(known).to.contain("HttpOnly").and.contain("SameSite=Strict").and.contain("Path=/login");
  });

  it("tells a wrong password and a name that nobody has alike", async () => {
    await set(good);
    const wrong = await knock("not my password at all");
    const nobody = await knock(good, { name: "Nobody" });
    expect([wrong.status, nobody.status]).to.deep.equal([401, 401]);
    const sentence = "That name and that password do not belong together.";
    expect(await wrong.text())
      .to.contain(sentence)
      .and.contain('value="The Owner"')
      .and.not.contain("not my password");
    expect(await nobody.text()).to.contain(sentence);
    expect((await knock("")).status).to.equal(401);
  });

  it("lets nobody in who has none, or is kept out", async () => {
    expect((await knock("")).status).to.equal(401);
    await set(good);
    await node.post("/admin/you/password/remove", { csrf }, { cookie });
    expect((await knock(good)).status).to.equal(401);
    await set(good);
    await node.world.moderators.change("owner", { disabledAt: node.clock.now() });
    expect((await knock(good)).status).to.equal(401);
  });

  it("refuses weak ones and two that differ, with the reason beside the field", async () => {
    const weak = await set("passwordpassword");
    expect(weak.status).to.equal(422);
    expect(await weak.text()).to.contain("among the first that somebody would try");
    expect(await (await set("the owner the owner")).text()).to.contain("among the first");
    expect(await (await set(good, { again: `${good}x` })).text()).to.contain("are not the same");
    expect((await node.world.moderators.get("owner"))?.password ?? null).to.equal(null);
  });

  it("takes a fresh sign-in to change it, and ends the other sessions", async () => {
    const elsewhere = await node.signIn();
    await set(good);
    expect((await node.get("/admin/", { cookie: elsewhere.cookie })).status).to.equal(401);
    expect((await node.get("/admin/", { cookie })).status).to.equal(200);
    node.clock.advance(10 * minute);
    const late = await set("wood floats until tuesday");
    expect(late.headers.get("location")).to.equal("/login?next=%2Fadmin%2Fyou");
    expect((await knock(good)).status).to.equal(303);
    expect(await (await node.get("/admin/you", { cookie })).text()).to.not.contain('name="password"');
  });

  it("asks for the present one to change it, and bounds guesses at that", async () => {
    const next = "wood floats until tuesday";
    expect(await (await node.get("/admin/you", { cookie })).text()).to.not.contain('name="present"');
    await set(good);
    expect(await (await node.get("/admin/you", { cookie })).text()).to.contain('name="present"');
    const refused = await set(next);
    expect(refused.status).to.equal(422);
    expect(await refused.text()).to.contain("That is not your present password.");
    expect((await set(next, { present: "not the present one" })).status).to.equal(422);
    expect((await set(next, { present: good })).status).to.equal(303);
    expect((await knock(next)).status).to.equal(303);
    for (let i = 0; i < 7; i++) expect((await set(good, { present: `guess ${i}` })).status).to.equal(422);
    expect((await set(good, { present: next })).status).to.equal(429);
  });

  it("makes anew what was made with former parameters", async () => {
    const former = await createPasswords({ ln: 3, r: 8, p: 1 }).hash(good);
    await node.world.moderators.change("owner", { password: former });
    expect((await knock(good)).status).to.equal(303);
    const stored = (await node.world.moderators.get("owner"))?.password ?? "";
    expect(stored).to.contain("ln=4,").and.not.equal(former);
    expect((await knock(good)).status).to.equal(303);
  });

  it("bounds guesses at a name, and yet strangers cannot shut anybody out", async () => {
    await set(good);
    const known = cookiesOf(await knock(good)).find((one) => one.startsWith("antiphon-known")) ?? "";
    for (let i = 0; i < 9; i++) expect((await knock(`guess ${i} of many`)).status).to.equal(401);
    const held = await knock(good);
    expect(held.status).to.equal(429);
    expect(Number(held.headers.get("retry-after"))).to.be.within(1, 120);
    expect(await held.text()).to.contain("Too many wrong passwords for this name");
    expect((await knock(good, { cookie: known })).status, "from a browser that is known").to.equal(303);
    const forged = `${known.slice(0, -3)}abc`;
    expect((await knock(good, { cookie: forged })).status).to.equal(429);
    const { cookie: link } = await node.signIn();
    expect((await node.get("/admin/", { cookie: link })).status, "and by a link").to.equal(200);
  });

  it("counts guesses at a name that nobody has alike", async () => {
    for (let i = 0; i < 10; i++) expect((await knock("guess", { name: "Nobody" })).status).to.equal(401);
    expect((await knock("guess", { name: "nobody" })).status).to.equal(429);
  });

  it("bounds what one network may try", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 22; i++) statuses.push((await knock("guess", { name: `Name ${i}` })).status);
    expect(statuses.slice(0, 20)).to.deep.equal(Array(20).fill(401));
    expect(statuses.slice(20)).to.deep.equal([429, 429]);
  });

  it("is taken from the node's own page alone", async () => {
    await set(good);
    const crossed = await node.post(
      "/login/password",
      { name: "The Owner", password: good },
      { origin: "https://evil.example" },
    );
    expect(crossed.status).to.equal(403);
  });

  it("is written down when it lets nobody in, without what was typed, and not without end", async () => {
    await set(good);
    node.clock.advance(1);
    await knock("not my password at all");
    node.clock.advance(1);
    await knock(good, { name: "my secret in the wrong field" });
    node.clock.advance(1);
    await node.post("/login", { token: "none" });
    const { items } = await node.world.audit.list({}, { limit: 3 });
    expect(items.map(({ by, act, label, subject }) => ({ by: by.name, act, label, subject }))).to.deep.equal([
      { by: "Somebody", act: "door.refused", label: "by a login link", subject: "" },
      { by: "Somebody", act: "door.refused", label: "by a password", subject: "" },
      { by: "Somebody", act: "door.refused", label: "by a password, as the owner", subject: "owner" },
    ]);
    expect(JSON.stringify(items)).to.not.match(/not my password|secret in the wrong/);
    const shown = await (await node.get("/admin/audit", { cookie })).text();
    expect(shown.replace(/<[^>]+>/g, "")).to.contain("Somebody was not let in: by a password, as the owner");
    for (let i = 0; i < 60; i++) {
      node.clock.advance(40_000);
      await knock("guess", { name: `Name ${i}` });
    }
    const all = await node.world.audit.list({ act: "door.refused" }, { limit: 100 });
    expect(all.items).to.have.lengthOf(30);
  });

  it("is written down, when it is set and when it lets in, without the password", async () => {
    node.clock.advance(1);
    await set(good);
    node.clock.advance(1);
    await knock(good);
    const { items } = await node.world.audit.list({}, { limit: 3 });
    expect(items.map(({ act }) => act)).to.deep.equal(["door.enter", "password.set", "door.enter"]);
    expect(JSON.stringify(items)).to.not.contain(good);
  });
});
