import { Command } from "commander";
import { type AuditEntry, acts } from "../../domain/audit.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

const lastLines = 50;
const pageSize = 200;

/** `antiphon audit`: who did what on the owner's side, the newest last. */
export function auditCommand(tools: Tools): Command {
  return new Command("audit")
    .description("show who did what on the owner's side")
    .option("--by <who>", "only what one person did, by their id, such as “command-line”")
    .option("-a, --all", `show all that is kept instead of the last ${lastLines} acts`)
    .action(({ by, all = false }: { by?: string; all?: boolean }) =>
      withBlog(tools, async ({ world }) => {
        const entries: AuditEntry[] = [];
        let next: string | null = null;
        do {
          const page = { after: next, limit: all ? pageSize : lastLines };
          const found = await world.audit.list(by === undefined ? {} : { by }, page);
          entries.push(...found.items);
          next = found.next;
        } while (all && next !== null);
        if (entries.length === 0) tools.terminal.out("Nothing was done yet.");
        for (const entry of entries.reverse()) for (const line of describe(entry)) tools.terminal.out(line);
        if (next !== null) tools.terminal.err("More was done before: --all shows it.");
      }),
    );
}

function describe({ by, act, label, detail, createdAt }: AuditEntry): string[] {
  const when = createdAt.toISOString().slice(0, 16).replace("T", " ");
  const line = `${when}  ${by.name} ${acts[act] ?? act}: ${label}`;
  return detail === null ? [line] : [line, `    ${detail}`];
}
