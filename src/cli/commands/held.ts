import { Command, InvalidArgumentError } from "commander";
import { displayName } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { sentenceIn } from "../../domain/verdict.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

/** `antiphon held`: lists what waits for the owner, or the spam, oldest last, each with its number for the other commands. */
export function heldCommand(tools: Tools): Command {
  return new Command("held")
    .description("list the comments that wait for review")
    .option("--spam", "list what was sorted out as spam instead")
    .option("-n, --limit <count>", "show this many at most", parseLimit, 50)
    .action(({ limit, spam }: { limit: number; spam?: true }) =>
      withBlog(tools, async ({ world }) => {
        const { items, next } = spam
          ? await world.comments.inState("spam", { limit })
          : await world.comments.inState("held", { hidden: false, limit });
        if (items.length === 0) tools.terminal.out(spam ? "There is no spam." : "Nothing waits for review.");
        for (const comment of items) {
          for (const line of await describe(world, comment)) tools.terminal.out(line);
        }
        if (next !== null) tools.terminal.err(`There are more: --limit ${limit * 2} shows them.`);
      }),
    );
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, from 1 to 999999.");
}

async function describe(world: World, comment: Comment): Promise<string[]> {
  const thread = await world.threads.get(comment.thread);
  const { author } = comment;
  const who =
    author.kind === "remote" ? `${displayName(author)} (@${author.handle})` : displayName(author) || "anonymous";
  const when = comment.createdAt.toISOString().slice(0, 16).replace("T", " ");
  return [
    `#${comment.number}  ${when}  ${who}  on ${thread?.page.url ?? "a page that is gone"}`,
    `    ${world.html.toText(comment.html, 200)}`,
    ...comment.heldFor.map((reason) => `    held: ${sentenceIn(reason)}`),
  ];
}
