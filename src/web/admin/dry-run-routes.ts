import { type Request, Router } from "express";
import { displayName } from "../../domain/author.ts";
import { levels, levelWords, ways } from "../../domain/level.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { SpamGuard } from "../../domain/spam.ts";
import { checkLabels, type Verdict } from "../../domain/verdict.ts";
import {
  createDryRun,
  type DryRun,
  type Fates,
  mostRehearsed,
  type Otherwise,
  type Tried,
} from "../../usecases/moderate/dry-run.ts";
import { query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moment } from "./time.ts";

/** So many comments are listed, and so many characters of each. */
const mostListed = 100;
const longestExcerpt = 280;

const fateWords: Record<Verdict["kind"], string> = { publish: "published", hold: "held", refuse: "refused" };

/** `/admin/dry-run`: what other rules would have done to the newest comments. Nothing changes by it. */
export function createDryRunRoutes(web: Web): Router {
  const dryRun = createDryRun(web.world);
  const router = Router();

  router.get("/dry-run", async (req, res) => {
    const sites = await web.sites.all();
    const typed = typedOf(req);
    const asked = query(req, "try") !== "";
    const guards = asked ? chosenGuards(req) : web.guards;
    let run: DryRun | null = null;
    let problem: string | null = null;
    try {
      const tried = readTried(typed);
      if (asked) run = await dryRun({ ...tried, guards });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem = error.message;
      res.status(422);
    }
    res.type("html").send(
      web.renderForOwner("admin/dry-run", {
        ...web.top("What a rule would have done", "admin"),
        ...frameOf(res),
        section: "posts",
        said: null,
        typed,
        problem,
        most: mostRehearsed.toLocaleString("en"),
        sites: sites.map(({ _id, name }: Site) => ({ id: _id, name })),
        guards: tryable.map(([name, label]) => ({ name, label, chosen: guards.includes(name) })),
        levels: levels.map((value) => ({ value, label: levelWords[value] })),
        result: run && viewRun(web, run),
      }),
    );
  });

  return router;
}

const tryable: [SpamGuard, string][] = [
  ["links", "many links"],
  ["repeats", "the same text in many threads"],
  ["pace", "many at once"],
  ["classifier", "what looks like spam"],
  ["fediverse", "the last three for strangers from the fediverse as well"],
];

const fields = ["site", "word", "level", "links", "account", "days"] as const;
type Typed = Record<(typeof fields)[number], string>;

function typedOf(req: Request): Typed {
  return Object.fromEntries(fields.map((name) => [name, query(req, name).trim().slice(0, 200)])) as Typed;
}

/** The boxes that were ticked; what is about forms and browsers is not judged by a dry run anyway. */
function chosenGuards(req: Request): SpamGuard[] {
  const ticked = [req.query["guard"]].flat();
  return tryable.map(([name]) => name).filter((name) => ticked.includes(name));
}

/** Throws `invalid` with a sentence for what cannot be tried. */
function readTried(typed: Typed): Tried {
  const level = levels.find((known) => known === typed.level);
  return {
    ...(typed.site === "" ? {} : { site: typed.site }),
    ...(typed.word === "" ? {} : { words: [typed.word] }),
    ...(level ? { levels: Object.fromEntries(ways.map((way) => [way, level])) } : {}),
    ...readNumber(typed.links, "mostLinks", "links"),
    ...readNumber(typed.account, "accountDays", "days that an account must be old"),
    ...readNumber(typed.days, "closeAfterDays", "days after which threads close"),
  };
}

function readNumber<K extends string>(typed: string, member: K, what: string): Partial<Record<K, number>> {
  if (typed === "") return {};
  if (!/^\d{1,5}$/.test(typed)) throw new Problem("invalid", `“${typed}” is no number of ${what}.`);
  return { [member]: Number(typed) } as Partial<Record<K, number>>;
}

function viewRun(web: Web, { looked, since, before, after, otherwise, ageless }: DryRun) {
  const number = (count: number) => count.toLocaleString("en");
  const row = (label: string, fates: Fates) => ({
    label,
    counts: [fates.publish, fates.hold, fates.refuse].map(number),
  });
  return {
    looked: number(looked),
    since: since && moment(since),
    fates: [row("As things are set", before), row("As they would be", after)],
    ageless: ageless === 0 ? null : number(ageless),
    changed: number(otherwise.length),
    items: otherwise.slice(0, mostListed).map((one) => viewOne(web, one)),
    more: otherwise.length > mostListed ? number(otherwise.length - mostListed) : null,
  };
}

function viewOne(web: Web, { comment, thread, before, after, reasons }: Otherwise) {
  const { number, author, createdAt, html, state } = comment;
  return {
    number,
    name: displayName(author) || web.tongues.english.t("comment.anonymous"),
    time: moment(createdAt),
    excerpt: web.world.html.toText(html, longestExcerpt),
    href: state === "published" ? web.links.comment(thread.page.url, number) : web.links.thread(thread.page.url),
    title: thread.page.title || thread.page.url,
    fate: `${fateWords[before]} → ${fateWords[after]}`,
    state: state === "published" ? null : state,
    reasons: reasons.map(({ check, sentence }) => ({ check: checkLabels[check], sentence })),
  };
}
