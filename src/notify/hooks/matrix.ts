import type { FormatHook } from "../../domain/webhook.ts";
import { jsonCall } from "./call.ts";
import { type HookWords, type HookWriter, hookWords, plainWords } from "./hook-words.ts";

/** A message into a room of Matrix, by the client API: the id of the message keeps a second try from doubling it. */
export function createMatrix(writer: HookWriter): FormatHook {
  return (hook, message) => {
    const words = hookWords(message, writer);
    const path = ["rooms", hook.room ?? "", "send", "m.room.message", message.id].map(encodeURIComponent).join("/");
    const content = {
      msgtype: "m.text",
      body: bodyOf(words),
      format: "org.matrix.custom.html",
      formatted_body: writer.render("hooks/message", words).trim(),
      // Says that nobody is meant, whatever names stand in the text.
      "m.mentions": {},
    };
    const url = `${new URL(hook.url).origin}/_matrix/client/v3/${path}`;
    return jsonCall(url, content, { method: "PUT", token: hook.secret });
  };
}

/** A message for a generic webhook of matrix-hookshot; the address stands for the room. */
export function createHookshot(writer: HookWriter): FormatHook {
  return (hook, message) => {
    const words = quietened(hookWords(message, writer));
    return jsonCall(hook.url, { text: bodyOf(words), html: writer.render("hooks/message", words).trim() });
  };
}

function bodyOf(words: HookWords): string {
  const rest = plainWords(words);
  const links = words.links.map(({ label, href }) => `${label}: ${href}`);
  return [words.heading, ...(rest === "" ? [] : [rest]), ...links].join("\n\n");
}

/** Where it cannot be said that nobody is meant, no name of a room or person is left whole. */
function quietened(words: HookWords): HookWords {
  const quiet = (text: string) => text.replaceAll("@", "@\u200b");
  const { about, excerpt, why } = words;
  return {
    ...words,
    about: about && { name: quiet(about.name), page: { ...about.page, title: quiet(about.page.title) } },
    excerpt: excerpt === null ? null : quiet(excerpt),
    why: why === null ? null : quiet(why),
  };
}
