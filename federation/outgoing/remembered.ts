import type { Telling } from "../../src/domain/debt.ts";
import type { World } from "../../src/domain/ports.ts";
import type { RecipientPage, Recipients } from "../engine/engine.ts";
import type { ActivityName } from "./activity-id.ts";

/** The name under which it is kept who was told of a post or comment. */
export function toldOf({ of, document }: Pick<ActivityName, "of" | "document">): string {
  return `${of}.${document}`;
}

/** As many as the store keeps together. */
const pageSize = 500;

/**
 * Passes recipients on and keeps who they are, each page before it is handed out: whoever may have been told is known.
 * What changes or takes back goes to all who were told before, too, such as servers whose last follower left.
 */
export async function* remembering(
  tellings: Pick<World["tellings"], "add" | "of">,
  note: string,
  telling: Telling,
  recipients: Recipients,
): AsyncGenerator<RecipientPage> {
  const known = new Set<string>();
  for await (const page of tellings.of(note)) for (const inbox of page) known.add(inbox);
  const left = new Set(telling === "create" ? [] : known);
  for await (const page of recipients) {
    const fresh = page.inboxes.filter((inbox) => !known.has(inbox));
    for (const inbox of fresh) known.add(inbox);
    for (const inbox of page.inboxes) left.delete(inbox);
    if (fresh.length > 0) await tellings.add(note, fresh);
    yield page;
  }
  const others = [...left];
  for (let i = 0; i < others.length; i += pageSize) yield { inboxes: others.slice(i, i + pageSize), patient: true };
}
