import { Command } from "commander";
import type { Finding } from "../../domain/finding.ts";
import { checkHandleDomain } from "../doctor/handle-domain.ts";
import { checkHooks } from "../doctor/hook-check.ts";
import { checkBackups, checkIntegrity, checkVersions } from "../doctor/keeping-checks.ts";
import { checkMail } from "../doctor/mail-check.ts";
import { checkDisk, checkOutside, checkStore } from "../doctor/node-checks.ts";
import { checkProxy } from "../doctor/proxy-checks.ts";
import { checkSeals } from "../doctor/seal-check.ts";
import { checkSite } from "../doctor/site-checks.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Tools } from "../node.ts";
import { withNode } from "../with-node.ts";

/** `antiphon doctor`: checks what a node needs; fails when something keeps it from its work. */
export function doctorCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("doctor")
    .description("check the store, disk, mail, public address, clock, feeds and pages, and say what to do")
    .action(() =>
      withNode(tools, async ({ world, mailDesk, seals, faults }, config) => {
        const { terminal } = tools;
        const marks = new Set<Finding["mark"]>();
        const tell = ({ mark, subject, sentence }: Finding) => {
          marks.add(mark);
          terminal.out(`${mark.padEnd(4)}  ${subject}: ${sentence}`);
        };
        tell(await checkStore(world, config));
        tell(await checkVersions(world, tools.version, tools.stores.storeVersion));
        tell(await checkIntegrity(faults));
        tell(await checkDisk(terminal, config));
        tell(await checkBackups(world, config));
        if (mailDesk) tell(await checkMail(world, mailDesk));
        const hooks = await checkHooks(world);
        if (hooks) tell(hooks);
        tell(await checkSeals(seals, config));
        const sites = await world.sites.all();
        const account = sites[0] ?? config.sites[0];
        if (account) for (const found of await checkOutside(terminal, config, account, world.clock.now())) tell(found);
        if (config.federates) for (const found of await checkProxy(terminal, world, config)) tell(found);
        for (const site of sites) {
          const domain = config.federates ? await checkHandleDomain(terminal, site, config.url) : null;
          if (domain) tell(domain);
          for (const found of await checkSite(world, site, config.url)) tell(found);
        }
        if (sites.length === 0)
          tell({ mark: "warn", subject: "blog", sentence: "none is set: ANTIPHON_SITE names it." });
        finish(marks.has("fail") ? exitCodes.failed : exitCodes.ok);
      }),
    );
}
