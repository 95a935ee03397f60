import { Command, Option } from "commander";
import { counted } from "../../domain/counted.ts";
import { commandLine } from "../../domain/moderator.ts";
import { Problem } from "../../domain/problem.ts";
import { describeHost } from "../../usecases/moderate/describe-host.ts";
import { createDropDeliveries } from "../../usecases/moderate/drop-deliveries.ts";
import { createReadDeliveries, createReadHost, type HostQueue } from "../../usecases/moderate/read-deliveries.ts";
import { createRetryDeliveries } from "../../usecases/moderate/retry-deliveries.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface Options {
  retry?: true;
  drop?: true;
  after?: string;
}

const atATime = 50;

/** `antiphon deliveries [HOST]`: shows what goes to other servers, and tries it again or drops it. */
export function deliveriesCommand(tools: Tools): Command {
  const { terminal } = tools;
  return new Command("deliveries")
    .description("show what waits for other servers and how these do; try it again now, or drop it")
    .argument("[host]", "one server, with its port if it has one")
    .addOption(
      new Option("--retry", "try now what waits for that server, what was given up included").conflicts("drop"),
    )
    .option("--drop", "drop what waits for that server and what was given up")
    .option("--after <host>", "show the servers that come after this one")
    .action((host: string | undefined, options: Options) =>
      withBlog(tools, async ({ world }) => {
        const act = options.retry ?? options.drop;
        if (act && host === undefined)
          throw new Problem("invalid", "Name the server: `antiphon deliveries` lists them.");
        if (host !== undefined && options.retry) {
          const count = await createRetryDeliveries(world)(host, commandLine);
          return terminal.out(`${counted(count, "delivery", "deliveries")} to ${host} will be tried now.`);
        }
        if (host !== undefined && options.drop) {
          const count = await createDropDeliveries(world)(host, commandLine);
          return terminal.out(`${counted(count, "delivery", "deliveries")} to ${host} dropped.`);
        }
        const one = host === undefined ? null : await createReadHost(world)(host);
        const { items, next } = one
          ? { items: [one], next: null }
          : await createReadDeliveries(world)(options.after ?? null, atATime);
        if (items.length === 0) terminal.out("Nothing waits, and no server is in trouble.");
        for (const line of items.flatMap((item) => describe(item, world.clock.now()))) terminal.out(line);
        if (next !== null) terminal.err(`There are more: --after ${next} shows them.`);
      }),
    );
}

function describe({ lane, waiting, failed, nextDue, reason, known }: HostQueue, now: Date): string[] {
  const next = nextDue ? `, next due ${moment(nextDue)}` : "";
  const answer = known?.fault ?? reason;
  return [
    `${lane}  ${waiting} waiting, ${failed} given up${next}`,
    ...describeHost(known, now, moment).map((sentence) => `    ${sentence}`),
    ...(answer ? [`    last answer: ${answer}`] : []),
  ];
}

function moment(date: Date): string {
  return date.toISOString().slice(0, 16).replace("T", " ");
}
