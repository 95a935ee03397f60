import type { World } from "../../domain/ports.ts";
import { type Blog, rulingOf } from "../../domain/ruling.ts";

/** Whether rules shut this actor out of a blog, or the server of any of the addresses; asked on every path that stores something. */
export async function isBlocked(
  world: Pick<World, "blocks">,
  blog: Blog,
  actor: string,
  addresses: readonly string[] = [],
): Promise<boolean> {
  return (await rulingOf(world.blocks, { id: actor, addresses }, blog)).severity === "block";
}

/** Whether what this actor reacts with does not count: they are shut out, or their reactions alone are. */
export async function mayNotReact(
  world: Pick<World, "blocks">,
  blog: Blog,
  actor: string,
  addresses: readonly string[] = [],
): Promise<boolean> {
  const { severity, rejects } = await rulingOf(world.blocks, { id: actor, addresses }, blog);
  return severity === "block" || rejects.has("reactions");
}
