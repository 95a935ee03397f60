import { Command } from "commander";
import { createFindThread, createReadJournal, type JournalLine } from "../../usecases/moderate/read-journal.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

const lastLines = 50;
const pageSize = 200;

/** `antiphon log [URL]`: what happened to a post, or what belongs to none, the newest last. */
export function logCommand(tools: Tools): Command {
  return new Command("log")
    .description("show what reached a post, what was dropped, and why")
    .argument("[url]", "address of the post; without one, what belongs to no post")
    .option("-a, --all", `show all that is kept instead of the last ${lastLines} lines`)
    .action((url: string | undefined, { all = false }: { all?: boolean }) =>
      withBlog(tools, async ({ world }) => {
        const thread = url === undefined ? null : (await createFindThread(world)(url))._id;
        const readJournal = createReadJournal(world);
        const lines: JournalLine[] = [];
        let next: string | null = null;
        do {
          const page = await readJournal(thread, { after: next, limit: all ? pageSize : lastLines });
          lines.push(...page.items);
          next = page.next;
        } while (all && next !== null);
        if (lines.length === 0) tools.terminal.out("Nothing happened yet.");
        for (const line of lines.reverse()) for (const text of describe(line)) tools.terminal.out(text);
        if (next !== null) tools.terminal.err("More happened before: --all shows it.");
      }),
    );
}

function describe({ at, sentence, reason, address }: JournalLine): string[] {
  const when = at.toISOString().slice(0, 16).replace("T", " ");
  const why = [reason, address].filter((text) => text !== null);
  return [`${when}  ${sentence}`, ...why.map((text) => `    ${text}`)];
}
