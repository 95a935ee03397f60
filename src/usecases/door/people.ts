import type { Act } from "../../domain/audit.ts";
import type { Moderator } from "../../domain/moderator.ts";
import { type Grant, isAtLeast, maxNameLength, type Person, roleOn, sameName, tidyName } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { createLoginLinks, invitationMs } from "./login-links.ts";

type Needs = Pick<World, "moderators" | "sessions" | "sites" | "tokens" | "ids" | "secrets" | "clock" | "audit">;

/** What an owner may do with people. All of it is written down; at least one owner of the node always stays. */
export interface People {
  /**
   * Somebody new, and the token of the link that lets them in, once and within a week. Throws `invalid` for a name that is
   * empty, too long or taken, and for roles on no blog.
   */
  invite(asked: { name: string; grants: readonly Grant[] }, by: Moderator): Promise<{ person: Person; token: string }>;
  /** A new such link for somebody; the former ones stop working. Throws `not-found`, `conflict` for who is kept out. */
  newLink(id: string, by: Moderator): Promise<{ person: Person; token: string }>;
  /** Throws `not-found`, `invalid`, and `conflict` where no owner of the node would be left. */
  setGrants(id: string, grants: readonly Grant[], by: Moderator): Promise<void>;
  /** Throws `not-found` and `invalid`. */
  rename(id: string, name: string, by: Moderator): Promise<void>;
  /** Keeps somebody out, at once and everywhere. Throws `not-found`, and `conflict` for the last owner and for oneself. */
  disable(id: string, by: Moderator): Promise<void>;
  /** Lets somebody in again, by the ways they had. Throws `not-found`. */
  enable(id: string, by: Moderator): Promise<void>;
}

/** Makes what an owner may do with people. */
export function createPeople(world: Needs): People {
  const writeDown = createWriteDown(world);
  const links = createLoginLinks(world);

  const note = (by: Moderator, act: Act, { _id, name }: Pick<Person, "_id" | "name">, detail: string | null = null) =>
    writeDown({ by, act, site: null, subject: _id, label: name, detail });

  async function demand(id: string): Promise<Person> {
    const person = await world.moderators.get(id);
    if (person) return person;
    throw new Problem("not-found", "There is nobody of that name here.");
  }

  async function demandName(text: string, of: string | null): Promise<string> {
    const name = tidyName(text);
    if (name === "") throw new Problem("invalid", "A name is needed, as the log calls people by it.");
    if (name.length > maxNameLength)
      throw new Problem("invalid", `The name is too long: ${maxNameLength} letters are the most.`);
    const others = (await world.moderators.all()).filter(({ _id }) => _id !== of);
    if (others.some((other) => sameName(other.name, name)))
      throw new Problem("invalid", `There is somebody called “${name}” already: choose another name.`);
    return name;
  }

  async function demandGrants(grants: readonly Grant[]): Promise<Grant[]> {
    const sites = new Set((await world.sites.all()).map(({ _id }) => _id));
    if (grants.some(({ site }) => site !== null && !sites.has(site)))
      throw new Problem("invalid", "One of the blogs is not there any more: load the page again.");
    if (grants.length === 0) throw new Problem("invalid", "Choose what they may do, on one blog at least.");
    return grants.map(({ site, role }) => ({ site, role }));
  }

  async function describe(grants: readonly Grant[]): Promise<string> {
    const names = new Map((await world.sites.all()).map(({ _id, name }) => [_id, name]));
    return grants
      .map(({ site, role }) => `${role} of ${site === null ? "all" : (names.get(site) ?? "a blog that is gone")}`)
      .join(", ");
  }

  async function demandOwnerWithout(person: Person): Promise<void> {
    if (!isOwner(person)) return;
    const others = (await world.moderators.all()).filter(({ _id }) => _id !== person._id);
    if (others.some(isOwner)) return;
    throw new Problem("conflict", `${person.name} is the last owner of this node: make somebody else an owner first.`);
  }

  return {
    async invite({ name, grants }, by) {
      const person: Person = {
        _id: world.ids.opaque(),
        name: await demandName(name, null),
        grants: await demandGrants(grants),
        createdAt: world.clock.now(),
        disabledAt: null,
      };
      await world.moderators.add(person);
      await note(by, "person.invite", person, await describe(person.grants));
      return { person, token: await links.issue(person._id, invitationMs) };
    },
    async newLink(id, by) {
      const person = await demand(id);
      if (person.disabledAt !== null) throw new Problem("conflict", `Let ${person.name} in again first.`);
      await world.tokens.revoke(id);
      await note(by, "person.link", person);
      return { person, token: await links.issue(id, invitationMs) };
    },
    async setGrants(id, grants, by) {
      const person = await demand(id);
      const wanted = await demandGrants(grants);
      if (!isOwner({ ...person, grants: wanted })) await demandOwnerWithout(person);
      await world.moderators.change(id, { grants: wanted });
      await note(by, "person.roles", person, `${await describe(person.grants)}; now ${await describe(wanted)}`);
    },
    async rename(id, text, by) {
      const person = await demand(id);
      const name = await demandName(text, id);
      if (name === person.name) return;
      await world.moderators.change(id, { name });
      await note(by, "person.name", { _id: id, name }, person.name);
    },
    async disable(id, by) {
      const person = await demand(id);
      if (id === by.id) throw new Problem("conflict", "You cannot keep yourself out: ask another owner.");
      await demandOwnerWithout(person);
      await world.moderators.change(id, { disabledAt: world.clock.now() });
      await world.tokens.revoke(id);
      await world.sessions.endAll(id, null);
      await note(by, "person.disable", person);
    },
    async enable(id, by) {
      const person = await demand(id);
      await world.moderators.change(id, { disabledAt: null });
      await note(by, "person.enable", person);
    },
  };
}

function isOwner(person: Person): boolean {
  return isAtLeast(roleOn(person, null), "owner");
}
