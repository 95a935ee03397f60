import type { FormatHook } from "../../domain/webhook.ts";
import { jsonCall } from "./call.ts";
import { type HookWriter, hookWords } from "./hook-words.ts";

/**
 * A message for a webhook of Discord's. What strangers wrote stands in a code block, or where Discord reads no markup, and
 * nobody is pinged whatever it says.
 */
export function createDiscord(writer: HookWriter): FormatHook {
  return (hook, message) => {
    const { heading, about, excerpt, why, links } = hookWords(message, writer);
    const description = [
      ...(excerpt === null ? [] : [`\`\`\`\n${excerpt.replaceAll("`", "ˋ")}\n\`\`\``]),
      ...(links.length > 0 ? [links.map(({ label, href }) => `[${label}](<${href}>)`).join(" · ")] : []),
    ].join("\n");
    const embed = {
      ...(about ? { author: { name: `${about.name} on “${about.page.title}”` } } : {}),
      ...(description === "" ? {} : { description }),
      ...(why === null ? {} : { footer: { text: why } }),
    };
    const embeds = Object.keys(embed).length > 0 ? { embeds: [embed] } : {};
    return jsonCall(hook.url, { content: heading, allowed_mentions: { parse: [] }, ...embeds });
  };
}
