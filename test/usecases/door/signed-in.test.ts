import { expect } from "chai";
import type { World } from "../../../src/domain/ports.ts";
import { isFresh } from "../../../src/domain/session.ts";
import { ensureOwner } from "../../../src/usecases/door/first-owner.ts";
import { createOwnSessions } from "../../../src/usecases/door/own-sessions.ts";
import { createKeepSignedIn, type KeepSignedIn } from "../../../src/usecases/door/signed-in.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { problemOf } from "../../helpers/problem.ts";
import { withWorld } from "../../helpers/with-world.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe("being signed in", () => {
  let world: World;
  let clock: TestClock;
  let keep: KeepSignedIn;
  withWorld((made, madeClock) => {
    world = made;
    clock = madeClock;
    keep = createKeepSignedIn(world);
  });
  const open = async (before: string | null = null, browser = "Firefox on Linux") =>
    keep.open(await ensureOwner(world), { way: "link", browser, before });

  it("ends after a week without use", async () => {
    const token = await open();
    clock.advance(7 * day - 1);
    expect(await keep.who(token)).to.not.equal(null);
    clock.advance(7 * day - 1);
    expect(await keep.who(token), "it was used in between").to.not.equal(null);
    clock.advance(7 * day);
    expect(await keep.who(token)).to.equal(null);
  });

  it("ends after 30 days however much it is used", async () => {
    const token = await open();
    for (let i = 0; i < 29; i++) {
      clock.advance(day);
      expect(await keep.who(token), `day ${i + 1}`).to.not.equal(null);
    }
    clock.advance(day);
    expect(await keep.who(token)).to.equal(null);
  });

  it("notes its use to the hour, so that reading writes nothing", async () => {
    const token = await open();
    const first = (await keep.who(token))?.session.seenAt;
    clock.advance(hour - 1);
    await keep.who(token);
    expect((await keep.who(token))?.session.seenAt).to.deep.equal(first);
    clock.advance(1);
    await keep.who(token);
    expect((await keep.who(token))?.session.seenAt).to.deep.equal(clock.now());
  });

  it("starts under a new token each time, and ends what the browser had before", async () => {
    const before = await open();
    const after = await open(before);
    expect(after).to.not.equal(before);
    expect(await keep.who(before)).to.equal(null);
    expect(await keep.who(after)).to.not.equal(null);
  });

  it("is fresh for ten minutes", async () => {
    const token = await open();
    const fresh = async () => isFresh((await keep.who(token))?.session ?? { createdAt: new Date(0) }, clock.now());
    clock.advance(10 * 60_000 - 1);
    expect(await fresh()).to.equal(true);
    clock.advance(1);
    expect(await fresh()).to.equal(false);
  });

  it("keeps a hash of the token and no address", async () => {
    const token = await open();
    const [session] = await world.sessions.of("owner", clock.now());
    expect(JSON.stringify(session)).to.not.contain(token);
    expect(Object.keys(session ?? {})).to.have.members([
      "_id",
      "person",
      "way",
      "browser",
      "createdAt",
      "seenAt",
      "endsAt",
      "until",
    ]);
  });

  it("can be looked at and ended, one by one and all at once", async () => {
    const here = await open(null, "Firefox on Linux");
    clock.advance(1);
    const phone = await open(null, "Safari on iOS");
    const office = await open(null, "Edge on Windows");
    const own = createOwnSessions(world);
    const person = await ensureOwner(world);
    expect((await own.list(person)).map(({ browser }) => browser)).to.have.members([
      "Firefox on Linux",
      "Safari on iOS",
      "Edge on Windows",
    ]);
    await own.end(person, keep.idOf(phone));
    expect(await keep.who(phone)).to.equal(null);
    expect((await problemOf(own.end(person, keep.idOf(phone)))).kind).to.equal("not-found");
    expect(await own.endOthers(person, keep.idOf(here))).to.equal(1);
    expect(await keep.who(office)).to.equal(null);
    expect(await keep.who(here)).to.not.equal(null);
  });

  it("ends nobody else's", async () => {
    const token = await open();
    const other = { ...(await ensureOwner(world)), _id: "other" };
    expect((await problemOf(createOwnSessions(world).end(other, keep.idOf(token)))).kind).to.equal("not-found");
    expect(await keep.who(token)).to.not.equal(null);
  });
});
