import type { Request } from "express";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { ThreadPlan } from "../../usecases/threads/plan.ts";
import { createPlanAlias, createPlanUnalias } from "../../usecases/threads/plan-aliases.ts";
import { createPlanMerge } from "../../usecases/threads/plan-merge.ts";
import { createPlanRemap } from "../../usecases/threads/plan-remap.ts";
import { createPlanRename } from "../../usecases/threads/plan-rename.ts";
import { createPlanSplit } from "../../usecases/threads/plan-split.ts";
import { typedNumber } from "../comment-number.ts";
import { readerOf } from "../middleware/form-body.ts";

/** What can be asked for an act, each with its label. */
export interface AskedField {
  name: "number" | "to" | "title" | "lines" | "home";
  label: string;
  kind: "line" | "lines";
  required: boolean;
}

/** What was typed, by the name of the field, and whom it is about. */
export type Typed = Record<AskedField["name"] | "do" | "thread" | "site", string>;

interface ActForm {
  heading: string;
  teaser: string;
  asks: AskedField[];
  /** `makes` where it is meant: then a page without a thread gets one. */
  plan(typed: Typed, makes: boolean): Promise<ThreadPlan>;
}

const line = (name: AskedField["name"], label: string, required = true): AskedField => ({
  name,
  label,
  kind: "line",
  required,
});

/** The acts that have a page, by the word in its address. */
export function createThreadForms(world: World): Readonly<Record<string, ActForm>> {
  const merge = createPlanMerge(world);
  const split = createPlanSplit(world);
  const rename = createPlanRename(world);
  const alias = createPlanAlias(world);
  const unalias = createPlanUnalias(world);
  const remap = createPlanRemap(world);

  return {
    merge: {
      heading: "Merge into another thread",
      teaser: "For two pages that turned out to be one. Comments keep their numbers and answers.",
      asks: [line("to", "Address of the page that gets the comments")],
      plan: ({ thread, to }) => merge(thread, to),
    },
    split: {
      heading: "Give a branch to another page",
      teaser: "A comment, with all that was answered to it, goes to the thread of another page.",
      asks: [
        line("number", "Number of the comment"),
        line("to", "Address of the page"),
        line("title", "Title, if that page has no thread yet", false),
      ],
      plan: ({ number, to, title }, makes) => split(readNumber(number), to, title, makes),
    },
    rename: {
      heading: "Another address",
      teaser: "For a page that lies elsewhere now. The old address still leads to its comments.",
      asks: [line("to", "Where the page lies now"), line("title", "How it is called now", false)],
      plan: ({ thread, to, title }) => rename(thread, to, title),
    },
    alias: {
      heading: "One more address",
      teaser: "Whoever comes by it sees the comments of this page.",
      asks: [line("to", "The other address")],
      plan: ({ thread, to }) => alias(thread, to),
    },
    unalias: {
      heading: "One address less",
      teaser: "Whoever comes by it sees the comments of this page no more.",
      asks: [line("to", "The address that leads here no more")],
      plan: ({ thread, to }) => unalias(thread, to),
    },
    remap: {
      heading: "Other addresses for many",
      teaser:
        "A line for each: the old address, a blank, the new one. A * at the end of both is for all that begin so.",
      asks: [
        { name: "lines", label: "Old and new addresses", kind: "lines", required: false },
        line("home", "If the whole blog moved: its new address", false),
      ],
      async plan({ site: id, lines, home }) {
        const site = await world.sites.get(id);
        if (!site) throw new Problem("not-found", "There is no such blog.");
        return remap(site, lines, home);
      },
    },
  };
}

/** Where the page of an act lies: what is done to many threads at once takes more. */
export const actPages = ["/threads/act", "/threads/remap"] as const;

/** What a form of these brought, or an address of its page. */
export function readTyped(req: Request, page: (typeof actPages)[number]): Typed {
  const read = readerOf(req);
  const names = ["do", "thread", "site", "number", "to", "title", "lines", "home"] as const;
  const typed = Object.fromEntries(names.map((name) => [name, read(name)])) as Typed;
  const isRemap = page === "/threads/remap";
  if (typed.do === "remap" && !isRemap) throw new Problem("not-found", "There is no such thing to be done to threads.");
  return isRemap ? { ...typed, do: "remap" } : typed;
}

function readNumber(text: string): number {
  const number = typedNumber(text);
  if (number === null) throw new Problem("invalid", "Type the number that stands beside the comment, such as 12.");
  return number;
}
