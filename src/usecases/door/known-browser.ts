import type { World } from "../../domain/ports.ts";

/**
 * The mark of a browser in which somebody signed in before. Guesses from there are counted by themselves, so that
 * strangers who guess at somebody's password cannot shut that person out.
 */
export interface KnownBrowsers {
  mark(person: string): string;
  /** The name of a browser that is known to belong to this person; null for any other. */
  nameOf(mark: string | null, person: string): string | null;
}

/** Makes and reads such marks. */
export function createKnownBrowsers({ ids, secrets }: Pick<World, "ids" | "secrets">): KnownBrowsers {
  const purpose = "known browser";
  return {
    mark(person) {
      const name = ids.opaque();
      return `${name}.${secrets.sign(purpose, `${person} ${name}`)}`;
    },
    nameOf(mark, person) {
      const [name = "", signature = ""] = (mark ?? "").split(".");
      return name !== "" && secrets.verify(purpose, `${person} ${name}`, signature) ? name : null;
    },
  };
}
