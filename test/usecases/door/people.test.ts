import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import type { Grant, Person } from "../../../src/domain/person.ts";
import type { World } from "../../../src/domain/ports.ts";
import { ensureOwner } from "../../../src/usecases/door/first-owner.ts";
import { createLoginLink } from "../../../src/usecases/door/login-link.ts";
import { createPeople, type People } from "../../../src/usecases/door/people.ts";
import { createSignIn } from "../../../src/usecases/door/sign-in.ts";
import type { TestClock } from "../../helpers/clock.ts";
import { problemOf } from "../../helpers/problem.ts";
import { withWorld } from "../../helpers/with-world.ts";

const moderator: readonly Grant[] = [{ site: "site", role: "moderator" }];
const ofAll: readonly Grant[] = [{ site: null, role: "owner" }];
const day = 24 * 3_600_000;

describe("people", () => {
  let world: World;
  let clock: TestClock;
  let people: People;
  withWorld((made, madeClock) => {
    world = made;
    clock = madeClock;
    people = createPeople(world);
  });
  const named = async (name: string) => (await world.moderators.all()).find((person) => person.name === name) as Person;
  const written = async () =>
    (await world.audit.list({}, { limit: 20 })).items.map(({ act, label }) => `${act} ${label}`);

  it("lets the first owner in by a link, under an id that stays", async () => {
    const signIn = createSignIn(world);
    const link = await signIn.issueLogin();
    expect(await signIn.canUse(link)).to.equal("the owner");
    const found = await signIn.who(await signIn.open(link));
    expect(found?.person).to.deep.include({ _id: owner.id, name: owner.name, grants: ofAll });
    expect(await written()).to.deep.equal(["door.enter by a login link"]);
  });

  it("makes one first owner, however many ask at once", async () => {
    const made = await Promise.all([1, 2, 3].map(() => ensureOwner(world)));
    expect(new Set(made.map(({ _id }) => _id)).size).to.equal(1);
    expect(await world.moderators.all()).to.have.lengthOf(1);
  });

  it("lets whoever commands the machine in again where every owner was kept out", async () => {
    const { _id } = await ensureOwner(world);
    await world.moderators.change(_id, { disabledAt: clock.now(), grants: [] });
    expect(await ensureOwner(world)).to.deep.include({ _id, disabledAt: null, grants: ofAll });
  });

  it("invites somebody by a link that works once, for a week", async () => {
    const { person, token } = await people.invite({ name: "  Anna  Ada ", grants: moderator }, owner);
    expect(person).to.deep.include({ name: "Anna Ada", grants: moderator });
    const signIn = createSignIn(world);
    clock.advance(6 * day);
    expect(await signIn.canUse(token)).to.equal("Anna Ada");
    expect((await signIn.who(await signIn.open(token)))?.person._id).to.equal(person._id);
    expect(await signIn.canUse(token)).to.equal(null);
    expect((await problemOf(signIn.open(token))).kind).to.equal("forbidden");
    const late = await people.newLink(person._id, owner);
    clock.advance(7 * day);
    expect(await signIn.canUse(late.token)).to.equal(null);
  });

  it("takes former links back with a new one", async () => {
    const { person, token } = await people.invite({ name: "Anna", grants: moderator }, owner);
    const second = await people.newLink(person._id, owner);
    const signIn = createSignIn(world);
    expect(await signIn.canUse(token)).to.equal(null);
    expect(await signIn.canUse(second.token)).to.equal("Anna");
  });

  it("refuses names that are empty, too long or somebody's, and roles on nothing", async () => {
    await people.invite({ name: "Anna", grants: moderator }, owner);
    for (const name of ["", " \u200b ", "x".repeat(61), "anna", "ＡＮＮＡ"]) {
      expect((await problemOf(people.invite({ name, grants: moderator }, owner))).kind, name).to.equal("invalid");
    }
    for (const grants of [[], [{ site: "gone", role: "owner" as const }]]) {
      expect((await problemOf(people.invite({ name: "Ben", grants }, owner))).kind).to.equal("invalid");
    }
    expect(await world.moderators.all()).to.have.lengthOf(1);
  });

  it("keeps somebody out at once: sessions, links and all, and lets them in again", async () => {
    await ensureOwner(world);
    const { person, token } = await people.invite({ name: "Anna", grants: ofAll }, owner);
    const signIn = createSignIn(world);
    const session = await signIn.open(token);
    const link = (await people.newLink(person._id, owner)).token;
    await people.disable(person._id, owner);
    expect(await signIn.who(session)).to.equal(null);
    expect(await signIn.canUse(link)).to.equal(null);
    expect((await problemOf(people.newLink(person._id, owner))).kind).to.equal("conflict");
    await people.enable(person._id, owner);
    expect(await signIn.who(session), "what was ended stays so").to.equal(null);
    expect(await signIn.canUse((await people.newLink(person._id, owner)).token)).to.equal("Anna");
  });

  it("never loses its last owner", async () => {
    const first = await ensureOwner(world);
    const { person } = await people.invite({ name: "Anna", grants: moderator }, owner);
    const anna = { id: person._id, name: "Anna" };
    expect((await problemOf(people.disable(first._id, anna))).message).to.contain("the last owner");
    expect((await problemOf(people.setGrants(first._id, moderator, owner))).kind).to.equal("conflict");
    expect((await problemOf(people.disable(first._id, owner))).message).to.contain("keep yourself out");
    await people.setGrants(person._id, ofAll, owner);
    await people.setGrants(first._id, moderator, owner);
    expect((await world.moderators.get(first._id))?.grants).to.deep.equal(moderator);
  });

  it("writes down who did what to whom", async () => {
    const { person } = await people.invite({ name: "Anna", grants: moderator }, owner);
    clock.advance(1);
    await people.rename(person._id, "Anna Ada", owner);
    clock.advance(1);
    await people.rename(person._id, "Anna Ada", owner);
    await people.setGrants(person._id, [{ site: null, role: "author" }], owner);
    expect(await written()).to.deep.equal(["person.roles Anna Ada", "person.name Anna Ada", "person.invite Anna"]);
    const [roles] = (await world.audit.list({ subject: person._id }, { limit: 1 })).items;
    expect(roles?.detail).to.equal("moderator of A blog; now author of all");
  });

  it("gives the machine's operator a link for anybody by name", async () => {
    await people.invite({ name: "Anna", grants: moderator }, owner);
    const link = createLoginLink(world, "https://node.example");
    const token = new URL(await link("anna")).searchParams.get("token") ?? "";
    expect(await createSignIn(world).canUse(token)).to.equal("Anna");
    expect((await problemOf(link("Ben"))).message).to.contain("There are: “Anna”.");
    await ensureOwner(world);
    await people.disable((await named("Anna"))._id, owner);
    expect((await problemOf(link("Anna"))).kind).to.equal("conflict");
  });
});
