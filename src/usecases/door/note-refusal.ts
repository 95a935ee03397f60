import { somebody } from "../../domain/moderator.ts";
import type { Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { createWriteDown } from "../moderate/write-down.ts";

type Needs = Pick<World, "audit" | "limits" | "ids" | "clock" | "log">;

/** So many are written down in an hour: strangers must not fill what is kept for years. The log has all of them. */
const mostAnHour = 30;

/**
 * Notes that somebody was not let in: by what, and as whom where that is known. What was typed is not kept, as it may be a
 * password in the wrong field.
 */
export function createNoteRefusal(world: Needs) {
  const writeDown = createWriteDown(world);

  return async function noteRefusal(person: Pick<Person, "_id" | "name"> | null, by: string): Promise<void> {
    world.log.warn({ person: person?._id ?? null, by }, "Somebody was not let in.");
    const taken = await world.limits.take("door refused", mostAnHour, 3_600, world.clock.now());
    if (!taken.ok) return;
    const label = person ? `by ${by}, as ${person.name}` : `by ${by}`;
    await writeDown({ by: somebody, act: "door.refused", site: null, subject: person?._id ?? "", label });
  };
}
