import { Command, Option } from "commander";
import type { Exporter } from "../../domain/exporter.ts";
import { commandLine } from "../../domain/moderator.ts";
import { createExportContent } from "../../usecases/operate/export-content.ts";
import { findSite } from "../find-site.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

interface Choices {
  site?: string;
  out?: string;
  public: boolean;
}

/** `antiphon export FORMAT`: writes everything that was said in a form that others can read. */
export function exportCommand(tools: Tools): Command {
  const command = new Command("export")
    .description("write all comments to a file that another system, or you, can read")
    .addHelpText("after", help);
  for (const exporter of tools.exporters) command.addCommand(formatCommand(tools, exporter));
  return command;
}

function formatCommand(tools: Tools, exporter: Exporter): Command {
  const { name, use, oneBlog, publicOnly } = exporter;
  const command = new Command(name)
    .description(use)
    .option(
      "--site <blog>",
      `address of the blog or name of its account; ${oneBlog ? "needed where there are several" : "all of them where none is named"}`,
    )
    .option("--out <file>", "a new file to write; standard output where none is named");
  const onlyPublic = new Option("--public", "what readers see alone, without mailboxes and hashes").default(publicOnly);
  return command.addOption(onlyPublic).action(({ site, out, public: isPublic }: Choices) =>
    withBlog(tools, async ({ world }) => {
      const sites = await world.sites.all();
      const wanted = site === undefined ? null : findSite(sites, site);
      const exported = await createExportContent(world)(exporter, {
        site: wanted?._id ?? null,
        isPublic,
        by: commandLine,
      });
      await tools.terminal.save(out ?? null, exported.chunks);
      if (out !== undefined) tools.terminal.err(`Wrote ${out}.`);
      if (!exported.isPublic)
        tools.terminal.err("It holds mailboxes and what readers do not see: keep it to yourself.");
    }),
  );
}

const help = `
Examples:
  antiphon export antiphon --out comments.ndjson
  antiphon export antiphon --public | gzip > comments.ndjson.gz

docs/leaving.md says what each form holds, and what it has no room for.`;
