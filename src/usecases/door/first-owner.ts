import { firstOwner, isAtLeast, type Person, roleOn } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";

type Needs = Pick<World, "moderators" | "clock">;

/** The owner of the whole node who has been there longest; null before anybody came in. */
export async function findOwner({ moderators }: Pick<Needs, "moderators">): Promise<Person | null> {
  return (await moderators.all()).find((person) => isAtLeast(roleOn(person, null), "owner")) ?? null;
}

/**
 * That owner, made where there is none: whoever commands the machine is an owner, also of a store in which everybody was
 * kept out.
 */
export async function ensureOwner(world: Needs): Promise<Person> {
  const found = await findOwner(world);
  if (found) return found;
  const made: Person = {
    ...firstOwner,
    grants: [{ site: null, role: "owner" }],
    createdAt: world.clock.now(),
    disabledAt: null,
  };
  if ((await world.moderators.add(made)) === "added") return made;
  const { grants, disabledAt } = made;
  await world.moderators.change(made._id, { grants, disabledAt });
  return (await world.moderators.get(made._id)) ?? made;
}
