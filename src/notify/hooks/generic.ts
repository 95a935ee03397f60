import { displayName } from "../../domain/author.ts";
import { sentenceIn } from "../../domain/verdict.ts";
import type { FormatHook, HookMessage } from "../../domain/webhook.ts";
import type { HookWriter } from "./hook-words.ts";

const types = { many: "comments.many", trouble: "node.trouble", over: "node.recovered", test: "test" } as const;

/**
 * JSON for programs, signed as Standard Webhooks has it (`webhook-id`, `webhook-timestamp`, `webhook-signature`): the
 * secret is `whsec_` and the key in base64. Mailboxes are left out.
 */
export function createGeneric({ links, excerptOf, sign }: HookWriter): FormatHook {
  function dataOf({ says }: HookMessage): object {
    if (says.kind === "trouble" || says.kind === "over") return { sentence: says.sentence };
    if (says.kind !== "news") return { queue: links.queue() };
    const { comment, thread, site, links: acts, report } = says;
    const { author, number, state, heldFor, html, parent, createdAt, origin, remote } = comment;
    return {
      site: { home: site.home, name: site.name },
      page: { url: thread.page.url, title: thread.page.title },
      comment: {
        id: comment._id,
        number,
        origin,
        state,
        author: {
          name: displayName(author),
          handle: author.kind === "remote" ? author.handle : null,
          url: author.kind === "remote" ? author.url : author.website,
        },
        text: excerptOf(html),
        url: remote?.url ?? `${thread.page.url}#comment-${number}`,
        parent,
        createdAt: createdAt.toISOString(),
        heldFor: heldFor.map(sentenceIn),
      },
      report: report && { count: report.count, reports: report.reports },
      links: Object.fromEntries(acts.map(({ act, key }) => [act, links.act(key)])),
      queue: links.queue(),
    };
  }

  return (hook, message, now) => {
    const { says, id, at } = message;
    const type = says.kind === "news" ? says.news : types[says.kind];
    const body = JSON.stringify({ type, timestamp: at.toISOString(), data: dataOf(message) });
    const headers = sign(hook.secret ?? "", id, now, body);
    return { url: hook.url, method: "POST", headers, body };
  };
}
