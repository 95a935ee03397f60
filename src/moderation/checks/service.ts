import type { AskService, Draft, Log, World } from "../../domain/ports.ts";
import { sentence } from "../../domain/sentence.ts";
import { type Opinion, publish } from "../../domain/verdict.ts";
import type { Check } from "../pipeline.ts";

/** The owner's own service, and what becomes of comments while it does not answer. */
export interface Service {
  ask: AskService;
  failing: "ignore" | "hold";
  log: Log;
}

/** After so many failures in a row it is left alone for a while: nobody shall wait for what does not come. */
const mostFailures = 3;
const restMs = 30_000;
const longestReason = 300;

/** Asks the owner's own service, if there is one, and does as it says; a service that fails stops no comment. */
export function createService({ ask, failing, log }: Service, world: Pick<World, "clock">): Check {
  let failures = 0;
  let restsUntil = 0;

  return async (draft) => {
    const now = world.clock.now();
    if (now.getTime() < restsUntil) return missing();
    try {
      const opinion = read(await ask(questionOf(draft, now)));
      failures = 0;
      return opinion;
    } catch (error) {
      failures += 1;
      if (failures >= mostFailures) restsUntil = now.getTime() + restMs;
      log.warn({ error, failures }, `The owner’s own check did not answer; comments ${meanwhile[failing]}.`);
      return missing();
    }
  };

  function missing(): Opinion {
    return failing === "ignore" ? publish : { kind: "hold", reasons: ["Your own check did not answer."] };
  }
}

const meanwhile = { ignore: "go by the other checks", hold: "wait for the owner" } as const;

/** What the service is told of a comment. The mailbox of a visitor is none of it. */
function questionOf(draft: Draft, now: Date): object {
  const { site, thread, origin, author, text, links, known = false, edited = false } = draft;
  const { page } = thread;
  const who =
    author.kind === "remote"
      ? {
          kind: "account",
          id: author.id,
          handle: author.handle,
          name: author.name,
          url: author.url,
          since: author.since,
        }
      : { kind: "visitor", name: author.name, website: author.website };
  return {
    type: "comment.check",
    timestamp: now.toISOString(),
    data: {
      site: site.home,
      page: { url: page.url, title: page.title },
      origin: origin === "fediverse" ? "fediverse" : "web",
      edited,
      known,
      author: who,
      text,
      links,
    },
  };
}

/** Throws for what is no answer. */
function read(answer: unknown): Opinion {
  const { verdict, reason } = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
  if (verdict === "publish") return publish;
  if (verdict !== "hold" && verdict !== "refuse")
    throw new TypeError("Its answer has no verdict: publish, hold or refuse.");
  const given = typeof reason === "string" ? reason.replace(/\s+/g, " ").trim().slice(0, longestReason) : "";
  if (verdict === "hold") return { kind: "hold", reasons: [given || "Your own check holds it."] };
  return { kind: "refuse", reasons: [given || sentence("refused.check")] };
}
