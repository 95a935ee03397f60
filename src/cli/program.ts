import { Command, CommanderError } from "commander";
import { isProblem } from "../domain/problem.ts";
import { withoutPasswords } from "../log.ts";
import { commands } from "./commands.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Tools } from "./node.ts";

/** Runs one command line (without node and script) and returns the exit code; never throws, prints every fault. */
export async function run(args: readonly string[], tools: Tools): Promise<number> {
  let code: number = exitCodes.ok;
  const program = buildProgram(tools, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return explain(error, tools);
  }
}

function buildProgram(tools: Tools, finish: (code: number) => void): Command {
  const { terminal } = tools;
  const program = new Command("antiphon")
    .description("A self-hosted comment node for blogs: anonymous comments and fediverse replies in one thread.")
    .version(`${tools.version} (store version ${tools.stores.storeVersion})`, "-V, --version", "print the versions")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", help)
    // What stands behind the name of a command is that one's, also where the one before it has an option of that name.
    .enablePositionalOptions()
    .showHelpAfterError("(--help shows what there is)");
  for (const add of commands) program.addCommand(add(tools, finish));
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    });
  }
  return program;
}

const help = `
Settings are read from the environment and from antiphon.env in the working folder; .env.example lists them.
Exit codes: 0 all went well, 1 something failed, 2 the command line or a setting is wrong.`;

function explain(error: unknown, { terminal }: Tools): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (isProblem(error)) {
    terminal.err(withoutPasswords(error.message));
    return error.kind === "invalid" ? exitCodes.usage : exitCodes.failed;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(withoutPasswords(`Something went wrong that Antiphon did not foresee; please report it.\n${text}`));
  return exitCodes.failed;
}
