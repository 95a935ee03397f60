import type { World } from "../../domain/ports.ts";
import type { Site, Writer } from "../../domain/site.ts";

/** Somebody who writes a blog, with the account that theirs moved to; null where it did not, or that one is named as well. */
export interface MovedWriter extends Writer {
  movedTo: Writer | null;
}

/** Finds out which accounts of those who write a blog have moved, each by what both say that was looked at; asks nobody. */
export async function findMovedWriters(
  { profiles }: Pick<World, "profiles">,
  { writers = [] }: Pick<Site, "writers">,
): Promise<MovedWriter[]> {
  return Promise.all(
    writers.map(async (writer) => {
      const to = (await profiles.get(writer.id))?.movedTo ?? null;
      const found = to === null || writers.some(({ id }) => id === to) ? null : await profiles.get(to);
      const agreed = found?.aliases?.includes(writer.id) === true;
      return { ...writer, movedTo: agreed ? { id: found._id, handle: found.handle } : null };
    }),
  );
}
