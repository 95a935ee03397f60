import type { Command } from "commander";
import { adoptCommand } from "./commands/adopt.ts";
import { approveCommand } from "./commands/approve.ts";
import { auditCommand } from "./commands/audit.ts";
import { authorCommand } from "./commands/author.ts";
import { backupCommand } from "./commands/backup.ts";
import { blockCommand } from "./commands/block.ts";
import { blocksCommand } from "./commands/blocks.ts";
import { configCommand } from "./commands/config.ts";
import { deleteCommand } from "./commands/delete.ts";
import { deliveriesCommand } from "./commands/deliveries.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { dryRunCommand } from "./commands/dry-run.ts";
import { exportCommand } from "./commands/export.ts";
import { heldCommand } from "./commands/held.ts";
import { hideCommand } from "./commands/hide.ts";
import { importCommand } from "./commands/import.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { logCommand } from "./commands/log.ts";
import { loginCommand } from "./commands/login.ts";
import { mailCommand } from "./commands/mail.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { personCommand } from "./commands/person.ts";
import { postsCommand } from "./commands/posts.ts";
import { publishCommand } from "./commands/publish.ts";
import { pushCommand } from "./commands/push.ts";
import { restoreCommand } from "./commands/restore.ts";
import { rotateKeyCommand } from "./commands/rotate-key.ts";
import { sealCommand } from "./commands/seal.ts";
import { serveCommand } from "./commands/serve.ts";
import { spamCommand } from "./commands/spam.ts";
import { threadsCommand } from "./commands/threads.ts";
import { unblockCommand } from "./commands/unblock.ts";
import { webhooksCommand } from "./commands/webhooks.ts";
import { withdrawCommand } from "./commands/withdraw.ts";
import type { Tools } from "./node.ts";

/** Makes one command. `finish` sets an exit code other than 0 for work that was done but did not all go well. */
export type MakeCommand = (tools: Tools, finish: (code: number) => void) => Command;

/** Every command, in the order that `--help` shows. */
export const commands: readonly MakeCommand[] = [
  serveCommand,
  publishCommand,
  withdrawCommand,
  postsCommand,
  logCommand,
  auditCommand,
  heldCommand,
  approveCommand,
  hideCommand,
  spamCommand,
  deleteCommand,
  dryRunCommand,
  blockCommand,
  unblockCommand,
  blocksCommand,
  threadsCommand,
  personCommand,
  deliveriesCommand,
  authorCommand,
  mailCommand,
  webhooksCommand,
  pushCommand,
  loginCommand,
  rotateKeyCommand,
  sealCommand,
  importCommand,
  adoptCommand,
  exportCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  configCommand,
  doctorCommand,
  inspectCommand,
];
