import { Command } from "commander";
import { columns } from "../columns.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon blocks`: lists who is blocked. */
export function blocksCommand(tools: Tools): Command {
  return new Command("blocks").description("list the people and servers that are blocked").action(() =>
    withBlog(tools, async (node) => {
      const blocks = await node.world.blocks.list();
      if (blocks.length === 0) tools.terminal.out("Nobody is blocked.");
      const rows = blocks.map((block) => [
        block.kind === "actor" ? "person" : "server",
        block.label || block.value,
        block.createdAt.toISOString().slice(0, 10),
        block.note,
      ]);
      for (const line of columns(rows)) tools.terminal.out(line);
    }),
  );
}
