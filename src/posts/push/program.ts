import { Problem } from "../../domain/problem.ts";
import { pushEvents, type ReadPush } from "../../domain/push.ts";
import { addressIn, aliasesIn, asObject, dateIn, idIn, textIn } from "./fields.ts";

/**
 * Reads what a program of the owner's tells of one post: our own JSON, described in docs/integrations/deploys.md. Throws
 * `invalid` with the name of the member that is wrong.
 */
export const readProgram: ReadPush = (body) => {
  const told = asObject(body);
  const event = pushEvents.find((one) => one === told["event"]);
  if (!event) throw new Problem("invalid", `“event” must be one of ${pushEvents.join(", ")}.`);
  const url = addressIn(told, "url");
  const id = idIn(told, "id");
  const updated = dateIn(told, "updated");
  if (event === "post.removed") {
    if (url === null && id === null) throw new Problem("invalid", "Name the post by its “url”, or by its “id”.");
    return { kind: "gone", id, url, updated };
  }
  if (url === null) throw new Problem("invalid", "“url” must be the address of the post.");
  const post = {
    id,
    url,
    title: textIn(told, "title"),
    teaser: textIn(told, "teaser"),
    html: null,
    image: null,
    tags: [],
    lang: textIn(told, "lang"),
    published: dateIn(told, "published"),
    updated,
    aliases: aliasesIn(told, "aliases", url),
    isPublic: told["public"] !== false,
    isPost: true,
  };
  return { kind: "there", post };
};
