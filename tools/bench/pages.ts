import { join } from "node:path";
import { startProgram } from "./program.ts";
import { type Result, result } from "./result.ts";
import { seed } from "./seed.ts";

const node = ["dist/src/cli/main.js", "serve"];
const samples = 200;

/**
 * CPU time of pages of a very long thread, none of which was asked for before, beside those of a thread of a thousand
 * comments: a page should cost what it shows, and not what the thread holds.
 */
export async function measurePages(folder: string, comments: number): Promise<Result[]> {
  const store = `sqlite:${join(folder, "pages.db")}`;
  const short = 1000;
  const [shortPage = "", longPage = ""] = await seed(store, [short, comments]);
  const program = await startProgram(node, { ANTIPHON_STORE: store }, "/healthz");

  async function milliseconds(page: string, first: number, length: number, query: (number: number) => string) {
    const started = program.cpuSeconds();
    for (let i = 0; i < samples; i++) {
      const number = first + Math.floor((length * (i + 0.5)) / samples);
      const answer = await fetch(`${program.origin}/fragment?url=${encodeURIComponent(page)}&${query(number)}`);
      await answer.text();
      if (answer.status !== 200) throw new Error(`A page answered ${answer.status}.`);
    }
    return ((program.cpuSeconds() - started) / samples) * 1000;
  }

  async function row(name: string, query: (number: number) => string): Promise<Result> {
    const baseline = await milliseconds(shortPage, 1, short, query);
    const value = await milliseconds(longPage, short + 1, comments, query);
    return result(`${name} of ${comments} comments, uncached`, "ms CPU", value, baseline, { valueAtMost: 20 });
  }

  try {
    return [
      await row("a page", (number) => `after=${number}`),
      await row("a page, newest first,", (number) => `sort=newest&after=${number}`),
      await row("a page in a row", (number) => `view=flat&after=${number}`),
      await row("the page with one comment", (number) => `comment=${number}`),
    ];
  } finally {
    await program.stop();
  }
}
