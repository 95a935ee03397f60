import { type Person, sameName } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { createLoginLinks, loginMs } from "./login-links.ts";

type Needs = Pick<World, "tokens" | "moderators" | "ids" | "secrets" | "clock">;

/**
 * Makes links for whoever commands the machine, by name; the first owner's where none is given. Throws `not-found`, telling
 * which names there are, and `conflict` for somebody who is kept out.
 */
export function createLoginLink(world: Needs, url: string) {
  const links = createLoginLinks(world);
  return async function loginLink(name?: string): Promise<string> {
    const person = name === undefined ? null : await find(name);
    return `${url}/login?token=${await links.issue(person?._id ?? null, loginMs)}`;
  };

  async function find(name: string): Promise<Person> {
    const people = await world.moderators.all();
    const person = people.find((one) => sameName(one.name, name));
    if (!person) {
      const names = people.map((one) => `“${one.name}”`).join(", ") || "nobody came in yet";
      throw new Problem("not-found", `There is nobody called “${name.slice(0, 100)}”. There are: ${names}.`);
    }
    if (person.disabledAt === null) return person;
    throw new Problem("conflict", `${person.name} is kept out: an owner can let them in again, under /admin/people.`);
  }
}
