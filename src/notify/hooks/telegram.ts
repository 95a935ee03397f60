import type { FormatHook } from "../../domain/webhook.ts";
import { jsonCall } from "./call.ts";
import { type HookWriter, hookWords } from "./hook-words.ts";

interface Entity {
  type: "bold" | "code" | "pre" | "text_link";
  offset: number;
  length: number;
  url?: string;
}

/**
 * A message by a bot of Telegram's. Marks are told by their places and never read out of the text; what strangers wrote is
 * code, in which Telegram makes neither links nor mentions.
 */
export function createTelegram(writer: HookWriter): FormatHook {
  return (hook, message) => {
    const { heading, about, excerpt, why, links } = hookWords(message, writer);
    let text = "";
    const entities: Entity[] = [];
    /** Adds some text; offsets count UTF-16 units, as lengths of strings do here. */
    function add(part: string, type?: Entity["type"], url?: string): void {
      if (type) entities.push({ type, offset: text.length, length: part.length, ...(url ? { url } : {}) });
      text += part;
    }
    add(heading, "bold");
    if (about) {
      add("\n\n");
      add(about.name, "code");
      add(" on ");
      add(about.page.title, "code");
    }
    if (excerpt !== null) {
      add("\n\n");
      add(excerpt, "pre");
    }
    if (why !== null) {
      add("\n\n");
      add(why, "code");
    }
    links.forEach(({ label, href }, at) => {
      add(at === 0 ? "\n\n" : "   ");
      add(label, "text_link", href);
    });
    const url = `${new URL(hook.url).origin}/bot${hook.secret ?? ""}/sendMessage`;
    return jsonCall(url, { chat_id: hook.room, text, entities, link_preview_options: { is_disabled: true } });
  };
}
