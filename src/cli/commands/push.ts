import { Command } from "commander";
import { commandLine } from "../../domain/moderator.ts";
import type { Arrival } from "../../domain/push.ts";
import { ghostAddress, ghostEvents, hookAddress } from "../../domain/push-addresses.ts";
import { createPushKeys } from "../../usecases/push/push-keys.ts";
import { findSite } from "../find-site.ts";
import type { Tools } from "../node.ts";
import { withBlog } from "../with-node.ts";

const arrivalsShown = 20;

/** `antiphon push`: how a blog tells of its posts by itself, what it told, and with `--new` the secret for it. */
export function pushCommand(tools: Tools): Command {
  const { terminal } = tools;
  return new Command("push")
    .description("show where a blog tells of its posts by itself, and what it told; make the secret for that")
    .argument("<site>", "address or account of the blog")
    .option("--new", "make a secret; one before it is refused from then on")
    .option("--close", "take the secret away: nothing is taken any more")
    .action((wanted: string, options: { new?: boolean; close?: boolean }) =>
      withBlog(tools, async ({ world, url }) => {
        const site = findSite(await world.sites.all(), wanted);
        const keys = createPushKeys(world);
        if (options.close) {
          await keys.close(site, commandLine);
          return terminal.out("Nothing is taken any more. The feed is read as before.");
        }
        if (options.new) terminal.out(`Secret:  ${(await keys.renew(site, commandLine)).secret}`);
        else if (!(await world.pushKeys.get(site._id)))
          terminal.out(`There is no secret yet: antiphon push ${site.handle} --new`);
        terminal.out(`Program: ${hookAddress(url, site)}`);
        for (const { event, label } of ghostEvents)
          terminal.out(`Ghost:   ${ghostAddress(url, site, event)}  (${label})`);
        for (const arrival of await world.arrivals.of(site._id, arrivalsShown)) terminal.out(describe(arrival));
      }),
    );
}

function describe({ at, source, event, about, outcome, said }: Arrival): string {
  const what = [source, event, about].filter((one) => one !== null && one !== "").join(" ");
  return `${at.toISOString().slice(0, 16).replace("T", " ")}  ${outcome}: ${what}. ${said}`;
}
