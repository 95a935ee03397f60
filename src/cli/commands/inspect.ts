import { Command } from "commander";
import type { Finding } from "../../domain/finding.ts";
import type { GuardedFetch } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Terminal, Tools } from "../node.ts";
import { withNode } from "../with-node.ts";

/** `antiphon inspect URL|@handle`: tells step by step how servers see each other; fails when something keeps them apart. */
export function inspectCommand(tools: Tools, finish: (code: number) => void): Command {
  return new Command("inspect")
    .description("tell step by step what another server sees of us, or we of it")
    .argument("<what>", "a handle (@name@host), or the address of an account, a post, a comment or a page of the blog")
    .action((what: string) =>
      withNode(tools, async ({ inspect }) => {
        const { terminal } = tools;
        if (!inspect) throw new Problem("unsupported", "This node cannot look at other servers.");
        const marks = new Set<Finding["mark"]>();
        for await (const { mark, subject, sentence } of inspect(what, createOutside(terminal))) {
          marks.add(mark);
          terminal.out(`${mark.padEnd(4)}  ${subject}: ${sentence}`);
        }
        finish(marks.has("fail") ? exitCodes.failed : exitCodes.ok);
      }),
    );
}

/** The operator's own requests in the shape of the guarded fetch: what they ask for themselves is guarded by nobody. */
function createOutside({ fetch }: Pick<Terminal, "fetch">): GuardedFetch {
  return async ({ url, headers = {}, maxBytes, timeoutMs, redirects = 0 }) => {
    try {
      const redirect = redirects > 0 ? "follow" : "manual";
      const answer = await fetch(url, { headers, redirect, signal: AbortSignal.timeout(timeoutMs) });
      const body = Buffer.from(await answer.arrayBuffer());
      if (body.length > maxBytes) throw new Problem("too-large", `${url} sends more than ${maxBytes} bytes.`);
      return { status: answer.status, url: answer.url || url, headers: answer.headers, body };
    } catch (error) {
      if (error instanceof Problem) throw error;
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new Problem("upstream", `${new URL(url).host} cannot be reached from here (${cause}).`, { cause: error });
    }
  };
}
