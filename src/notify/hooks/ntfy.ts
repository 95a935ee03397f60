import type { FormatHook } from "../../domain/webhook.ts";
import { jsonCall } from "./call.ts";
import { type HookWriter, hookWords, plainWords } from "./hook-words.ts";

/** ntfy shows three buttons at most. */
const maxButtons = 3;

/** A message for ntfy, as plain text, with buttons that open pages; the address is that of the topic. */
export function createNtfy(writer: HookWriter): FormatHook {
  return (hook, message) => {
    const words = hookWords(message, writer);
    const { origin, pathname } = new URL(hook.url);
    const path = pathname.replace(/\/+$/, "");
    const at = path.lastIndexOf("/");
    const actions = words.links.slice(0, maxButtons).map(({ label, href }) => ({ action: "view", label, url: href }));
    const body = {
      topic: decodeURIComponent(path.slice(at + 1)),
      title: words.heading,
      message: plainWords(words) || words.heading,
      ...(message.says.kind === "test" ? {} : { click: writer.links.queue() }),
      ...(actions.length > 0 ? { actions } : {}),
    };
    return jsonCall(`${origin}${path.slice(0, at) || "/"}`, body, { token: hook.secret });
  };
}
