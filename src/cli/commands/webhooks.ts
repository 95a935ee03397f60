import { Command, Option } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import { newsKinds } from "../../domain/notice.ts";
import { Problem } from "../../domain/problem.ts";
import { presets, shownUrl, type Webhook } from "../../domain/webhook.ts";
import { createManageHooks } from "../../usecases/notify/manage-hooks.ts";
import { findSite } from "../find-site.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface AddOptions {
  name: string;
  token: string;
  room: string;
  events: string[];
  site?: string;
}

/** `antiphon webhooks`: lists where messages go; `add`, `test`, `resume` and `remove` change that. */
export function webhooksCommand(tools: Tools): Command {
  const { terminal } = tools;

  /** Something that is done to one webhook. */
  const one = (
    verb: string,
    description: string,
    work: (manage: ReturnType<typeof createManageHooks>, id: string) => Promise<string>,
  ) =>
    new Command(verb)
      .description(description)
      .argument("<id>", "as `antiphon webhooks` prints it")
      .action((id: string) =>
        withBlog(tools, async ({ world, hookTools }) =>
          terminal.out(await work(createManageHooks(world, hookTools), id)),
        ),
      );

  return new Command("webhooks")
    .description("list where messages about comments go; add, test, resume or remove a webhook")
    .action(() =>
      withBlog(tools, async ({ world }) => {
        const hooks = await world.webhooks.list();
        if (hooks.length === 0) terminal.out("There is no webhook yet.");
        for (const line of hooks.flatMap(describe)) terminal.out(line);
      }),
    )
    .addCommand(addCommand(tools))
    .addCommand(
      one("test", "send a message that only shows whether messages arrive", async ({ test }, id) => {
        const sent = await test(id);
        if (sent.kind !== "sent") throw new Problem("upstream", sent.reason);
        return "It was taken. Look whether it arrived.";
      }),
    )
    .addCommand(
      one("resume", "let a webhook that was stopped hear of what comes from now on", async ({ resume }, id) => {
        await resume(id, commandLine);
        return "It hears of what comes from now on.";
      }),
    )
    .addCommand(
      one("remove", "remove a webhook, and what waits for it", async ({ remove }, id) => {
        await remove(id, commandLine);
        return "Removed.";
      }),
    );
}

function addCommand(tools: Tools): Command {
  const { terminal } = tools;
  return new Command("add")
    .description("tell a service or a program of comments")
    .argument("<preset>", presets.join(", "))
    .argument("[address]", "where messages are sent; for ntfy with the topic, for Telegram nothing", "")
    .option("--name <name>", "how you call it", "")
    .option(
      "--token <token>",
      "the token of ntfy, Telegram or Matrix; for a program the secret, which is made otherwise",
      "",
    )
    .option("--room <room>", "the chat of Telegram, the room of Matrix", "")
    .option("--site <site>", "address or account of the blog; all where none is named")
    .addOption(new Option("--events <events...>", "what it is told of").choices(newsKinds).default(["comment.held"]))
    .action((preset: string, url: string, options: AddOptions) =>
      withBlog(tools, async ({ world, hookTools }) => {
        const site = options.site === undefined ? "" : findSite(await world.sites.all(), options.site)._id;
        const { name, token: secret, room, events } = options;
        const manage = createManageHooks(world, hookTools);
        const added = await manage.add({ preset, name, url, secret, room, events, site }, commandLine);
        terminal.out(`${added.name} is added: ${added._id}`);
        if (added.preset === "generic")
          terminal.out(`Messages are signed with ${added.secret}, which is shown this once.`);
      }),
    );
}

function describe(hook: Webhook): string[] {
  const { _id, name, preset, events, fault, stoppedAt } = hook;
  const state = stoppedAt === null ? "" : `, stopped since ${stoppedAt.toISOString().slice(0, 16).replace("T", " ")}`;
  return [
    `${_id}  ${name} (${preset}, ${shownUrl(hook)})${state}`,
    `    ${events.join(", ")}`,
    ...(fault === null ? [] : [`    last answer: ${fault}`]),
  ];
}
