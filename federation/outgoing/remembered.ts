import type { Telling } from "../../src/domain/debt.ts";
import type { World } from "../../src/domain/ports.ts";
import type { Recipients } from "../engine/engine.ts";
import type { ActivityName } from "./activity-id.ts";

/** The name under which it is kept who was told of a post or comment. */
export function toldOf({ of, document }: Pick<ActivityName, "of" | "document">): string {
  return `${of}.${document}`;
}

/**
 * Passes recipients on and keeps who they are, each page before it is handed out: whoever may have been told is known.
 * What changes or takes back goes to all who were told before, too, such as servers whose last follower left.
 */
export async function* remembering(
  tellings: Pick<World["tellings"], "add" | "of">,
  note: string,
  telling: Telling,
  recipients: Recipients,
): AsyncGenerator<readonly string[]> {
  const known = new Set<string>();
  for await (const page of tellings.of(note)) {
    for (const inbox of page) known.add(inbox);
    if (telling !== "create") yield page;
  }
  for await (const page of recipients) {
    const fresh = page.filter((inbox) => !known.has(inbox));
    for (const inbox of fresh) known.add(inbox);
    if (fresh.length > 0) await tellings.add(note, fresh);
    yield telling === "create" ? page : fresh;
  }
}
